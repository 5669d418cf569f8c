"use client";

import { useEffect, useState } from "react";
import { answered } from "#app/_components/answered.ts";
import type { CronPreview } from "#lib/schedules/preview-cron.ts";
import { previewSchedule } from "../actions.ts";

/** Typing is one question, not one for each letter. */
const restMs = 300;

type Preview = { of: string; found?: CronPreview; problem?: string };

/** What the five fields of a form mean, soon after typing rests. Undefined while that is not known. */
export function useCronPreview(cron: string): Preview | undefined {
  const [preview, setPreview] = useState<Preview>();
  useEffect(() => {
    let isLate = false;
    const timer = setTimeout(async () => {
      const result = await answered(previewSchedule({ cron }));
      if (isLate) return;
      setPreview(result.ok ? { of: cron, found: result.data } : { of: cron, problem: result.error.message });
    }, restMs);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [cron]);
  return preview?.of === cron ? preview : undefined;
}
