"use client";

import { useEffect, useState } from "react";
import { answered } from "#app/_components/answered.ts";
import type { ActionError } from "#app/_server/action.ts";
import type { PatternPreview } from "#lib/libraries/ignore-patterns-preview.ts";
import { previewPattern } from "../actions.ts";
import type { PatternDraft } from "./pattern-draft.ts";
import { inputOf } from "./pattern-draft.ts";

/** Typing is one question, not one for each letter. */
const restMs = 350;

export type Preview = { of: string; found?: PatternPreview; error?: ActionError };

/** What the pattern in a form would pass over, soon after typing rests. Undefined while that is not known. */
export function usePreview(draft: PatternDraft): Preview | undefined {
  const [preview, setPreview] = useState<Preview>();
  const asked = JSON.stringify(draft);
  const isEmpty = draft.pattern.trim() === "";

  useEffect(() => {
    if (isEmpty) return;
    let isLate = false;
    const timer = setTimeout(async () => {
      const wanted: PatternDraft = JSON.parse(asked);
      const result = await answered(previewPattern(inputOf(wanted)));
      if (isLate) return;
      setPreview(result.ok ? { of: asked, found: result.data } : { of: asked, error: result.error });
    }, restMs);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [asked, isEmpty]);

  return preview?.of === asked && !isEmpty ? preview : undefined;
}
