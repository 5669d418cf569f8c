import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { libraryNfoFiles } from "#db/schema/index.ts";
import { isNfoSnapshot } from "#lib/files/nfo/snapshot.ts";
import { importNfo } from "#lib/movies/import-nfo.ts";
import type { FoundFilm, ReadNfo } from "./found-film.ts";
import { nfoRows } from "./insert-films.ts";
import type { ScanContext } from "./scan-context.ts";

/** A known film whose NFO was read, because its path, size or time is new. */
export type FilmNfo = { movieId: number; film: FoundFilm; nfo: ReadNfo };

type NfoRecord = typeof libraryNfoFiles.$inferSelect;

/**
 * An NFO that changed since it was read: its changes go into the film. One that only lies elsewhere now, as after its
 * folder was renamed, is the one that was read: its record moves along, and nothing is taken over. Returns the films
 * whose NFO changed since it was published, which is publish's to judge: it knows what was written.
 */
export async function importFilmNfos(tx: Tx, context: ScanContext, read: readonly FilmNfo[]): Promise<number[]> {
  if (read.length === 0) return [];
  const movieIds = read.map(({ movieId }) => movieId);
  const rows = await tx
    .select()
    .from(libraryNfoFiles)
    .where(and(eq(libraryNfoFiles.entityType, "movie"), inArray(libraryNfoFiles.entityId, movieIds)));
  const recordsOf = Map.groupBy(rows, (row) => row.entityId);
  const found = read.map((item) => {
    const records = recordsOf.get(item.movieId) ?? [];
    return { ...item, record: findRecord(records, item), isCopy: records.some(({ hash }) => hash === item.nfo.hash) };
  });
  await followFiles(tx, found);
  const outside: number[] = [];
  for (const { movieId, film, nfo, record, isCopy } of found) {
    // A publish that was stopped wrote it and could not write that down.
    if (record?.hash === nfo.hash || record?.pending?.hash === nfo.hash) continue;
    if (record?.publishedAt) outside.push(movieId);
    if (record?.publishedAt || !nfo.entity) continue;
    // A copy beside the one that was read says nothing new.
    if (record || !isCopy) {
      await importNfo(tx, {
        movieId,
        entity: nfo.entity,
        before: isNfoSnapshot(record?.snapshot) ? record.snapshot : null,
        isNamed: Object.values(film.name.ids).some((id) => id !== null),
        region: context.library.region,
        jobId: context.jobId,
      });
    }
    await bulkInsert(tx, libraryNfoFiles, nfoRows(movieId, { film, nfo }), {
      onConflict: {
        target: ["path", "entityType", "entityId"],
        update: ["hash", "sizeBytes", "modifiedMs", "snapshot", "kept", "readAt"],
      },
    });
  }
  return outside;
}

/** The record of an NFO: that of its path, else the one whose file lies here now, else the only one whose file is gone. */
function findRecord(records: readonly NfoRecord[], { film, nfo }: FilmNfo): NfoRecord | undefined {
  const atPath = records.find((row) => row.path === nfo.file.path);
  if (atPath) return atPath;
  const present = new Set(film.nfos.map((file) => file.path));
  const gone = records.filter((row) => !present.has(row.path));
  const [only, ...others] = gone;
  return (
    gone.find((row) => row.hash === nfo.hash) ??
    gone.find((row) => row.pending?.hash === nfo.hash) ??
    (others.length === 0 ? only : undefined)
  );
}

/** Records go where their files went. Size and time only of what is as it was read: another content is read again. */
async function followFiles(tx: Tx, found: readonly { nfo: ReadNfo; record: NfoRecord | undefined }[]): Promise<void> {
  const moved = found.flatMap(({ nfo, record }) => {
    if (!record) return [];
    const isSame = record.hash === nfo.hash;
    if (!isSame && record.path === nfo.file.path) return [];
    const { sizeBytes, modifiedMs } = isSame ? { sizeBytes: nfo.file.sizeBytes, modifiedMs: nfo.file.mtimeMs } : record;
    return [{ id: record.id, path: nfo.file.path, sizeBytes, modifiedMs }];
  });
  await bulkUpdate(tx, libraryNfoFiles, moved);
}
