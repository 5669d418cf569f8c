import { z } from "zod";
import { isAppError } from "#lib/errors.ts";
import { readNfoFile } from "#lib/files/nfo/read-file.ts";
import { emptyEntity, type NfoEntity } from "#lib/files/nfo/types.ts";
import type { FilmFacts } from "./load-films.ts";
import type { NfoBefore } from "./wanted.ts";

const text = z.string().nullable();
const url = z.object({ type: z.string(), url: z.string(), season: z.number().nullable() });
const actor = z.object({ name: z.string(), role: text, order: z.number().nullable(), thumb: text, type: text });

/** What is carried over from a stored reading. Anything of another shape counts as absent. */
const carried = z.object({
  uniqueIds: z.array(z.object({ type: z.string(), value: z.string(), default: z.boolean() })).catch([]),
  actors: z.array(actor).catch([]),
  dateAdded: text.catch(null),
  playCount: z.number().nullable().catch(null),
  artwork: z.array(url).catch([]),
  lockData: z.boolean().nullable().catch(null),
  lockedFields: z.array(z.string()).catch([]),
});

/** A stored snapshot as an entity, for what an NFO carries and Metarr has no column for. */
function carriedOf(snapshot: unknown): NfoEntity | undefined {
  const parsed = carried.safeParse(snapshot);
  return parsed.success ? { ...emptyEntity, ...parsed.data } : undefined;
}

/** Everything an NFO said when it was last written or read. Only `carried` is checked: the rest is compared, not used. */
export function entityOfSnapshot(snapshot: unknown): NfoEntity {
  const stored = typeof snapshot === "object" && snapshot !== null ? snapshot : {};
  const parsed = carried.safeParse(snapshot);
  return { ...emptyEntity, ...stored, ...(parsed.success ? parsed.data : {}) };
}

/**
 * What the NFO of a film said last: from its record, else from the file that lies there. A file that cannot be read
 * says nothing; it goes to the recycle bin before it is replaced.
 */
export async function nfoBeforeOf(
  facts: FilmFacts,
  params: { presentPath: string | undefined; signal?: AbortSignal | undefined },
): Promise<NfoBefore> {
  const records = facts.nfoRecords.toSorted((a, b) => latest(b) - latest(a));
  const record = records.find((each) => each.kept !== null || each.snapshot !== null);
  if (record) return { entity: carriedOf(record.snapshot), kept: record.kept ?? undefined };
  if (params.presentPath === undefined) return { entity: undefined, kept: undefined };
  try {
    const { document } = await readNfoFile(params.presentPath, params.signal ? { signal: params.signal } : {});
    return { entity: document.entities[0], kept: document.kept[0] };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { entity: undefined, kept: undefined };
  }
}

const latest = (record: FilmFacts["nfoRecords"][number]) =>
  Math.max(record.publishedAt?.getTime() ?? 0, record.readAt?.getTime() ?? 0, record.id / 1e9);
