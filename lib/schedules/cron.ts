import { Cron } from "croner";
import { AppError } from "#lib/errors.ts";

/** What runs more often keeps a worker busy and finds nothing new. */
const shortestMs = 5 * 60_000;
/** As many as a day has at that distance, and one of the next day. */
const looks = 24 * 12 + 1;

export type CronOptions = {
  /** Default: that of the process (TZ). */
  timeZone?: string;
};

/**
 * The next time after a moment that the five fields name, in local time. An hour that the clock leaves out in spring counts as
 * the first moment after it; one that comes twice in autumn counts once. Undefined: never. Throws when they make no sense.
 */
export function nextRunAt(cron: string, after: Date, { timeZone }: CronOptions = {}): Date | undefined {
  const zone = timeZone === undefined ? {} : { timezone: timeZone };
  return new Cron(cron, { mode: "5-part", ...zone }).nextRun(after) ?? undefined;
}

/**
 * The five fields with single spaces. Throws AppError invalid, for the field `cron`, when they make no sense, name no moment
 * that comes, or two that are less than five minutes apart.
 */
export function checkCron(text: string): string {
  const cron = text.trim().replaceAll(/\s+/g, " ");
  const moments = momentsOf(cron);
  const [first] = moments;
  if (first === undefined) throw invalid("This names no moment that ever comes. Check day and month.");
  const tooSoon = moments.findIndex((at, index) => index > 0 && at - (moments[index - 1] ?? 0) < shortestMs);
  if (tooSoon === -1) return cron;
  const [one, next] = moments.slice(tooSoon - 1, tooSoon + 1).map(timeOf);
  throw invalid(
    `This runs more often than every 5 minutes, such as at ${one} and ${next}. Leave 5 minutes or more between two times.`,
  );
}

const timeOf = (at: number): string => new Date(at).toISOString().slice(11, 16);

/** In UTC, where every hour has its length, from a day that stays the same. */
function momentsOf(cron: string): number[] {
  const words = cron.split(" ");
  if (words.length !== 5 || cron.length > 100) {
    throw invalid("Write five fields: minute, hour, day, month and weekday, such as 0 3 * * *.");
  }
  const moments: number[] = [];
  try {
    let after = new Date("2027-01-01T00:00:00.000Z");
    for (let look = 0; look < looks; look += 1) {
      const next = nextRunAt(cron, after, { timeZone: "UTC" });
      // What comes so seldom is far enough apart.
      if (next === undefined || (look > 0 && next.getTime() - after.getTime() > 366 * 24 * 3_600_000)) break;
      moments.push(next.getTime());
      after = next;
    }
  } catch (error) {
    throw invalid("One of the five fields makes no sense. They are minute, hour, day, month and weekday.", error);
  }
  return moments;
}

const invalid = (message: string, cause?: unknown): AppError =>
  new AppError("invalid", message, { field: "cron", cause });
