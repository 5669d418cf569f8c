"use client";

import { Pencil, Play, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useOptimistic, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { StatusBadge } from "#components/status-badge.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { changeSchedule, restoreSchedule, runSchedule, turnSchedule } from "../actions.ts";
import type { Schedule } from "../queries.ts";
import { ScheduleForm } from "./schedule-form.tsx";

/** One schedule: what it does, when, how it went, and what can be done about it. `of`: whose it is. */
export function ScheduleRow({ schedule, of }: { schedule: Schedule; of: string }) {
  const { scheduleId, label, about, isUsual, cron } = schedule;
  const name = `${label} (${of})`;
  const [isOn, setOn] = useOptimistic(schedule.isOn);
  const [isEditing, setIsEditing] = useState(false);
  const [, startSwitching] = useTransition();
  const [running, startRunning] = useTransition();
  const [restoring, startRestoring] = useTransition();

  const turn = (next: boolean) =>
    startSwitching(async () => {
      setOn(next);
      const result = await answered(turnSchedule({ scheduleId, isOn: next }));
      if (!result.ok) toastFailed(`${name} was not switched`, { description: result.error.message });
    });

  const run = () =>
    startRunning(async () => {
      const result = await answered(runSchedule({ scheduleId }));
      if (result.ok) toastDone(`${label} is in line`, { description: `For ${of}. Activity shows how it goes.` });
      else toastFailed(`${label} was not started`, { description: result.error.message });
    });

  const restore = () =>
    startRestoring(async () => {
      const result = await answered(restoreSchedule({ scheduleId }));
      if (!result.ok) {
        toastFailed(`${name} was not set back`, { description: result.error.message });
        return;
      }
      const before = result.data;
      toastDone(`${label} runs as usual`, {
        onUndo: async () => {
          const back = await answered(changeSchedule({ scheduleId, cron: before.cron }));
          const turned = back.ok ? await answered(turnSchedule({ scheduleId, isOn: before.isOn })) : back;
          if (!turned.ok) toastFailed(`${name} was not changed back`, { description: turned.error.message });
        },
      });
    });

  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-0.5 border-border border-b py-3 first:pt-0 last:border-b-0 last:pb-0">
      <Switch
        aria-label={`Run ${name} by itself`}
        checked={isOn}
        onCheckedChange={turn}
        className="self-center sm:mt-0.5 sm:self-start"
      />
      <p className="min-w-0 self-center font-medium text-1 text-sm sm:self-start">{label}</p>
      <div className="col-start-2 row-start-2 grid min-w-0 gap-0.5 max-sm:col-end-4">
        <p className="text-3 text-sm">{about}</p>
        <When schedule={schedule} isOn={isOn} />
        <LastRun schedule={schedule} />
      </div>
      <div className="col-start-3 row-start-1 flex items-center gap-1 sm:row-span-2">
        {!isUsual && (
          <IconButton label={`Set ${name} back to the usual`} onClick={restore} pending={restoring}>
            <RotateCcw aria-hidden />
          </IconButton>
        )}
        <IconButton label={`Change when ${name} runs`} onClick={() => setIsEditing(true)}>
          <Pencil aria-hidden />
        </IconButton>
        <Button size="sm" pending={running} onClick={run} aria-label={`Run now: ${name}`}>
          <Play aria-hidden />
          <span className="max-sm:hidden">Run now</span>
        </Button>
      </div>
      <Dialog open={isEditing} onOpenChange={setIsEditing}>
        <DialogContent width="sm" title={name} description={about}>
          <ScheduleForm scheduleId={scheduleId} name={name} cron={cron} onSaved={() => setIsEditing(false)} />
        </DialogContent>
      </Dialog>
    </li>
  );
}

function When({ schedule: { words, cron, nextRunAt }, isOn }: { schedule: Schedule; isOn: boolean }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-2 text-sm">
      {words !== undefined && <span className="first-letter:uppercase">{words}</span>}
      <code className="font-mono text-3 text-xs">{cron}</code>
      {isOn && nextRunAt !== null && (
        <span>
          next <TimeAgo at={nextRunAt} />
        </span>
      )}
      {!isOn && <span>off</span>}
    </p>
  );
}

/** How the last run went, with the way to its job while the history has it. */
function LastRun({ schedule: { lastRunAt, lastJob } }: { schedule: Schedule }) {
  if (lastRunAt === null) return null;
  return (
    <div className="mt-1 grid gap-1 text-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        {lastJob && <StatusBadge status={lastJob.status} />}
        {lastJob ? (
          <Link href={`/activity/${lastJob.jobId}`} prefetch={false} className="rounded-sm hover:underline">
            Last run <TimeAgo at={lastRunAt} />
          </Link>
        ) : (
          <span>
            Last run <TimeAgo at={lastRunAt} />
          </span>
        )}
      </p>
      {lastJob?.error && <p className="line-clamp-2 wrap-anywhere text-danger">{lastJob.error}</p>}
    </div>
  );
}
