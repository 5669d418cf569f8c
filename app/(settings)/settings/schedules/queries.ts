import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { labelOfJob } from "#lib/jobs/vocabulary.ts";
import { describeCron } from "#lib/schedules/describe-cron.ts";
import { listSchedules } from "#lib/schedules/schedules.ts";
import { usualSchedule } from "#lib/schedules/vocabulary.ts";

/** The schedules in groups: the installation's, then those of each library. */
export async function getSchedules() {
  await requireUser("admin");
  const groups = new Map<string, { title: string; isOff: boolean; schedules: Schedule[] }>();
  const found = await listSchedules(getDb());
  const shown = found.map((schedule) => ({ schedule, key: schedule.library?.libraryId ?? 0 }));
  for (const { schedule, key } of shown.toSorted((a, b) => Number(a.key !== 0) - Number(b.key !== 0))) {
    const { library } = schedule;
    const group = groups.get(String(key)) ?? {
      title: library?.name ?? "Metarr",
      isOff: library?.enabled === false,
      schedules: [],
    };
    group.schedules.push(withWords(schedule));
    groups.set(String(key), group);
  }
  return [...groups].map(([key, group]) => ({ key, ...group }));
}

function withWords({ name, ...schedule }: Awaited<ReturnType<typeof listSchedules>>[number]) {
  const usual = usualSchedule(schedule.jobType);
  return {
    ...schedule,
    label: usual?.label ?? labelOfJob(schedule.jobType),
    about: usual?.about ?? `A schedule of its own: ${name}.`,
    words: describeCron(schedule.cron),
    isUsual: usual === undefined || (usual.cron === schedule.cron && usual.isOn === schedule.isOn),
  };
}

export type Schedule = ReturnType<typeof withWords>;
