import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rows } from "#db/raw.ts";

/** Counting stops here, so that a page hears of a queue of a million as fast as of an empty one. */
export const liveCountMax = 10_000;

export type LiveCounts = {
  /** At most `liveCountMax` + 1, which means more than that; `failed` too. */
  pending: number;
  running: number;
  failed: number;
  /** Differs whenever another job has ended. */
  ended: string;
};

type Row = { pending: number; running: number; failed: number } & Record<
  `${"done" | "broken" | "stopped"}_at`,
  unknown
>;

/** What open pages are told about the queue, in the time of an index look-up. */
export async function countLive(db: Db): Promise<LiveCounts> {
  const counted = (status: string) =>
    sql`(select count(*) from (select 1 from jobs where status = ${status} limit ${liveCountMax + 1}) as few)`;
  const latest = (status: string) => sql`(select max(completed_at) from jobs where status = ${status})`;
  const [row] = await rows<Row>(
    db,
    sql`select ${counted("pending")} as pending, ${counted("running")} as running, ${counted("failed")} as failed,
          ${latest("completed")} as done_at, ${latest("failed")} as broken_at, ${latest("cancelled")} as stopped_at`,
  );
  return {
    pending: Number(row?.pending ?? 0),
    running: Number(row?.running ?? 0),
    failed: Number(row?.failed ?? 0),
    ended: [row?.done_at, row?.broken_at, row?.stopped_at].map((at) => String(at ?? "")).join(" "),
  };
}
