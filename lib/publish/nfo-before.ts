import { z } from "zod";
import { isAppError } from "#lib/errors.ts";
import { readNfoFile } from "#lib/files/nfo/read-file.ts";
import { isNfoSnapshot } from "#lib/files/nfo/snapshot.ts";
import { emptyEntity, type NfoDocument, type NfoEntity, type NfoKept } from "#lib/files/nfo/types.ts";
import type { NfoRecord } from "./facts.ts";

/** What an NFO said before, as far as Metarr has to carry it over. */
export type NfoBefore = { entity: NfoEntity | undefined; kept: NfoKept | undefined };

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

/** Everything an NFO said when it was last written or read. Only `carried` is checked: the rest is as Metarr stored it. */
export function entityOfSnapshot(snapshot: unknown): NfoEntity {
  const stored = typeof snapshot === "object" && snapshot !== null ? snapshot : {};
  const parsed = carried.safeParse(snapshot);
  return { ...emptyEntity, ...stored, ...(parsed.success ? parsed.data : {}) };
}

/** A stored snapshot as an entity; one of another version gives what can be told of it. */
function carriedOf(snapshot: unknown): NfoEntity | undefined {
  if (isNfoSnapshot(snapshot)) return entityOfSnapshot(snapshot);
  const parsed = carried.safeParse(snapshot);
  return parsed.success ? { ...emptyEntity, ...parsed.data } : undefined;
}

/**
 * What the NFO of one owner said last: from its record, else from the document that lies there. `at`: its place among the
 * episodes of one file.
 */
export function nfoBeforeOf(
  records: readonly NfoRecord[],
  { document, at = 0 }: { document: NfoDocument | undefined; at?: number },
): NfoBefore {
  const record = records
    .toSorted((a, b) => latest(b) - latest(a))
    .find((each) => each.kept !== null || each.snapshot !== null);
  if (record) return { entity: carriedOf(record.snapshot), kept: record.kept ?? undefined };
  return { entity: document?.entities[at], kept: document?.kept[at] };
}

/** The NFO that lies there. One that cannot be read says nothing; it goes to the recycle bin before it is replaced. */
export async function readPresentNfo(path: string, signal: AbortSignal | undefined): Promise<NfoDocument | undefined> {
  try {
    return (await readNfoFile(path, signal ? { signal } : {})).document;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return undefined;
  }
}

const latest = (record: NfoRecord) =>
  Math.max(record.publishedAt?.getTime() ?? 0, record.readAt?.getTime() ?? 0, record.id / 1e9);
