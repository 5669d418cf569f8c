"use client";

import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { useInBrowser } from "#components/clock.ts";
import { dayForm, timeForm } from "#components/time-form.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { changeSchedule } from "../actions.ts";
import { useCronPreview } from "./use-cron-preview.ts";

/** Times most people want. */
const examples = [
  { label: "Every hour", cron: "0 * * * *" },
  { label: "Every 6 hours", cron: "0 */6 * * *" },
  { label: "Every night", cron: "0 3 * * *" },
  { label: "Every Sunday", cron: "0 3 * * 0" },
] as const;

type Props = { scheduleId: number; name: string; cron: string; onSaved: () => void };

/** When a schedule runs: five fields, what they mean in words, and the next times. */
export function ScheduleForm({ scheduleId, name, cron: saved, onSaved }: Props) {
  const [cron, setCron] = useState(saved);
  const [problem, setProblem] = useState<string>();
  const [saving, startSaving] = useTransition();
  const preview = useCronPreview(cron);

  function change(next: string) {
    setProblem(undefined);
    setCron(next);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(changeSchedule({ scheduleId, cron }));
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      const before = result.data.cron;
      toastDone(`${name} runs at other times`, {
        onUndo: async () => {
          const back = await answered(changeSchedule({ scheduleId, cron: before }));
          if (!back.ok) toastFailed(`${name} was not set back`, { description: back.error.message });
        },
      });
      onSaved();
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field
        label="When"
        hint="Minute, hour, day of the month, month, weekday. A star means every one; 0 is Sunday."
        error={problem ?? preview?.problem}
      >
        {(control) => (
          <Input
            {...control}
            value={cron}
            onChange={(event) => change(event.target.value)}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        {examples.map(({ label, cron: example }) => (
          <Button key={label} size="sm" aria-pressed={cron === example} onClick={() => change(example)}>
            {label}
          </Button>
        ))}
      </div>
      <div role="status" className="min-h-24 text-sm">
        {preview?.found && (
          <>
            <p className="font-medium text-1 first-letter:uppercase">
              {preview.found.words ?? "At these times, and so on"}
            </p>
            <ul aria-label="Next times" className="mt-1 grid gap-0.5 text-2 tabular-nums">
              {preview.found.next.map((at) => (
                <li key={new Date(at).getTime()}>
                  <LocalTime at={at} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={saving}>
          Save
        </Button>
      </div>
    </form>
  );
}

const format = { weekday: "short", ...dayForm, ...timeForm } as const;

/** In the time of the person who looks, which may be another than the server's. */
function LocalTime({ at }: { at: Date | string }) {
  const inBrowser = useInBrowser();
  const date = new Date(at);
  const iso = date.toISOString();
  return <time dateTime={iso}>{inBrowser ? new Intl.DateTimeFormat(undefined, format).format(date) : iso}</time>;
}
