import { z } from "zod";
import { isAppError } from "#lib/errors.ts";
import { readNfoFile } from "#lib/files/nfo/read-file.ts";
import { emptyEntity, type NfoDocument, type NfoEntity, type NfoKept } from "#lib/files/nfo/types.ts";
import type { NfoRecord } from "./facts.ts";

/** What an NFO said before, as far as Metarr has to carry it over. */
export type NfoBefore = { entity: NfoEntity | undefined; kept: NfoKept | undefined };

const text = z.string().nullable().catch(null);
const number = z.number().nullable().catch(null);
const flag = z.boolean().catch(false);
const names = z.array(z.string()).catch([]);
const list = <T extends z.ZodRawShape>(shape: T) => z.array(z.object(shape)).catch([]);

/** A stored reading. Anything of another shape counts as absent. */
const entity = z.object({
  title: text,
  originalTitle: text,
  sortTitle: text,
  showTitle: text,
  year: number,
  premiered: text,
  aired: text,
  plot: text,
  outline: text,
  tagline: text,
  runtimeMinutes: number,
  mpaa: text,
  userRating: number,
  ratings: list({ name: z.string(), value: z.number(), max: z.number(), votes: number, default: flag }),
  uniqueIds: list({ type: z.string(), value: z.string(), default: flag }),
  genres: names,
  countries: names,
  studios: names,
  tags: names,
  directors: names,
  writers: names,
  actors: list({ name: z.string(), role: text, order: number, thumb: text, type: text }),
  collection: z.object({ name: z.string(), overview: text, tmdbId: number }).nullable().catch(null),
  season: number,
  episode: number,
  episodeEnd: number,
  displaySeason: number,
  displayEpisode: number,
  status: text,
  trailer: text,
  dateAdded: text,
  playCount: number,
  namedSeasons: list({ number: z.number(), name: z.string() }),
  artwork: list({ type: z.string(), url: z.string(), season: number }),
  streams: z
    .object({
      video: list({
        codec: text,
        width: number,
        height: number,
        aspectRatio: number,
        frameRate: number,
        bitRate: number,
        durationSeconds: number,
        hdrFormat: text,
        stereoMode: text,
        language: text,
      }),
      audio: list({
        codec: text,
        channels: number,
        language: text,
        bitRate: number,
        sampleRate: number,
        isDefault: flag,
        isForced: flag,
      }),
      subtitle: list({ codec: text, language: text, isDefault: flag, isForced: flag }),
    })
    .catch(emptyEntity.streams),
  lockData: z.boolean().nullable().catch(null),
  lockedFields: names,
} satisfies Record<keyof NfoEntity, z.ZodType>);

/** Everything an NFO said when it was last written or read, as far as it can be told of what is stored. */
export function entityOfSnapshot(snapshot: unknown): NfoEntity {
  const stored = entity.safeParse(snapshot);
  return stored.success ? stored.data : emptyEntity;
}

/** Which part of an NFO is meant: its place among the episodes of the file, and the numbers of the episode. */
export type NfoPlace = { at: number; numbers?: Pick<NfoEntity, "season" | "episode"> | undefined };

/** What the NFO of one owner said last: from its record, else from the document that lies there. */
export function nfoBeforeOf(
  records: readonly NfoRecord[],
  { document, ...place }: { document: NfoDocument | undefined } & NfoPlace,
): NfoBefore {
  const record = records
    .toSorted((a, b) => latest(b) - latest(a))
    .find((each) => each.kept !== null || each.snapshot !== null);
  if (record) return { entity: saidIn(record), kept: record.kept ?? undefined };
  // A publish was stopped after it had put theirs into the recycle bin and before it wrote its own, or none was published
  // for a while.
  const pending = document ? undefined : records.find((each) => each.pending !== null)?.pending;
  if (pending) return { entity: saidIn(pending), kept: pending.kept ?? undefined };
  const at = document ? placeIn(document, place) : 0;
  return { entity: document?.entities[at], kept: document?.kept[at] };
}

/** The root with the numbers of the episode; without numbers to go by, the one at its place. */
function placeIn({ entities }: NfoDocument, { at, numbers }: NfoPlace): number {
  const found = entities.findIndex(
    ({ season, episode }) => episode !== null && season === numbers?.season && episode === numbers?.episode,
  );
  const isNumbered = entities.length > 1 && entities.some(({ episode }) => episode !== null);
  return found >= 0 || (numbers && isNumbered) ? found : at;
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

const saidIn = ({ snapshot }: Pick<NfoRecord, "snapshot">) =>
  snapshot === null ? undefined : entityOfSnapshot(snapshot);
const latest = (record: NfoRecord) =>
  Math.max(record.publishedAt?.getTime() ?? 0, record.readAt?.getTime() ?? 0, record.id / 1e9);
