import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { configuration } from "#db/schema/index.ts";
import { findYtdlp, type Ytdlp } from "./ytdlp.ts";

const key = "ytdlp";
const stored = z.object({ version: z.string().nullable(), trouble: z.string().nullable() });

export type YtdlpStatus = {
  /** Null: there is none. */
  version: string | null;
  /** What is wrong with it, for people; null: nothing. */
  notice: { title: string; text: string } | null;
};

/** The worker says which yt-dlp it finds, for the pages: the web process may run on another machine, and starts no program. */
export async function recordYtdlp(db: Db): Promise<void> {
  const found = await findYtdlp();
  const value = JSON.stringify(factsOf(found));
  const [known] = await db.select({ value: configuration.value }).from(configuration).where(eq(configuration.key, key));
  if (known?.value === value) return;
  await db
    .insert(configuration)
    .values({ key, value, type: "json" })
    .onConflictDoUpdate({ target: configuration.key, set: { value, updatedAt: fromNow(0) } });
}

const factsOf = (found: Ytdlp): z.input<typeof stored> =>
  found.state === "ready"
    ? { version: found.version, trouble: found.warning }
    : { version: null, trouble: found.notice };

/** What a worker said last; undefined when none ever did. */
export async function readYtdlpStatus(db: Db): Promise<YtdlpStatus | undefined> {
  const [row] = await db.select({ value: configuration.value }).from(configuration).where(eq(configuration.key, key));
  if (!row?.value) return undefined;
  const { version, trouble } = stored.parse(JSON.parse(row.value));
  const title = version === null ? "yt-dlp is missing" : "yt-dlp is old";
  return { version, notice: trouble === null ? null : { title, text: trouble } };
}
