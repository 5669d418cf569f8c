import { checkCron, nextRunAt } from "./cron.ts";
import { describeCron } from "./describe-cron.ts";

export type CronPreview = { words: string | undefined; next: Date[] };

const shownTimes = 3;

/** What five fields mean: in words, if they have any, and the next times. Throws AppError invalid, field `cron`. */
export function previewCron(text: string, now: Date): CronPreview {
  const cron = checkCron(text);
  const next: Date[] = [];
  for (let after = now; next.length < shownTimes; ) {
    const at = nextRunAt(cron, after);
    if (at === undefined) break;
    next.push(at);
    after = at;
  }
  return { words: describeCron(cron), next };
}
