"use client";

import { useId, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import type { ActionResult } from "#app/_server/action.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Switch } from "#components/ui/switch.tsx";

export type MonitoredSwitchProps = {
  title: string;
  isMonitored: boolean;
  /** Asks the server; the page is shown anew by then. */
  onChange: (monitored: boolean) => Promise<ActionResult<unknown>>;
};

/** Whether automation works on a film or series. Shown at once, and can be taken back. */
export function MonitoredSwitch({ title, isMonitored, onChange }: MonitoredSwitchProps) {
  const id = useId();
  const [shown, setShown] = useState<boolean>();
  const [, startTransition] = useTransition();
  const checked = shown ?? isMonitored;

  function change(monitored: boolean, isUndo = false) {
    setShown(monitored);
    startTransition(async () => {
      const result = await answered(onChange(monitored));
      setShown(undefined);
      if (!result.ok) {
        toastFailed(`Monitoring of "${title}" was not changed`, { description: result.error.message });
        return;
      }
      if (isUndo) return;
      toastDone(monitored ? `"${title}" is monitored` : `"${title}" is left alone by automation`, {
        onUndo: () => change(!monitored, true),
      });
    });
  }

  return (
    <span className="flex h-8 items-center gap-2 px-1 touch:h-11">
      <Switch id={id} checked={checked} onCheckedChange={(value) => change(value)} />
      <label htmlFor={id} className="text-2 text-sm">
        Monitored
      </label>
    </span>
  );
}
