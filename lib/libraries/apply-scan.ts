import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import {
  extras,
  fieldChanges,
  folderFingerprints,
  libraryNfoFiles,
  mediaParts,
  movies,
  subtitleStreams,
  unknownFiles,
} from "#db/schema/index.ts";
import type { NfoEntity } from "#lib/files/nfo/types.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { importNfo } from "#lib/movies/import-nfo.ts";
import { draftFilm, fileColumns } from "./film-draft.ts";
import type { FilmReading, FoundFilm, ReadNfo } from "./found-film.ts";
import { insertFiles, insertFilms, nfoRows } from "./insert-films.ts";
import type { Library } from "./libraries.ts";
import type { FilmMatch } from "./match-films.ts";

export type UnknownFile = { path: string; kind: string; sizeBytes: number; modifiedMs: number; reason: string };

/** About a hundred films and the folders they were read from: written together or not at all. */
export type ScanBatch = {
  films: { match: FilmMatch; nfo: ReadNfo | undefined }[];
  folders: { path: string; fingerprint: string; fileCount: number }[];
  unknown: UnknownFile[];
};

export type ScanContext = { library: Library; jobId: number | null; runId?: string | undefined };
export type ScanCounts = { added: number; changed: number; moved: number };

/** Films per follow-up job: small enough to cancel, large enough that jobs cost little. */
const filmsPerJob = 25;

type Matched<K extends FilmMatch["kind"]> = { match: Extract<FilmMatch, { kind: K }>; nfo: ReadNfo | undefined };

/** Writes one batch of a scan, and asks for what has to follow. */
export async function applyScanBatch(tx: Tx, context: ScanContext, batch: ScanBatch): Promise<ScanCounts> {
  const { library, jobId } = context;
  const pick = <K extends FilmMatch["kind"]>(kind: K): Matched<K>[] =>
    batch.films.filter((item): item is Matched<K> => item.match.kind === kind);
  const [fresh, changed, same] = [pick("new"), pick("changed"), pick("same")];

  const drafts = fresh.map(({ match, nfo }) => draftFilm({ film: match.film, nfo }, library));
  const inserted = await insertFilms(tx, { drafts, jobId });
  await replaceFiles(tx, context, changed);
  const refreshed = await refreshSame(tx, same);
  await importNfos(tx, context, [...changed, ...same]);
  await recordFolders(tx, library.id, batch);

  const newIds = inserted.map((film) => film.movieId);
  const changedIds = changed.map(({ match }) => match.known.movieId);
  await enqueueInChunks(tx, context, "movie.probe", [...newIds, ...changedIds]);
  const withPictures = [
    ...inserted.map(({ movieId, draft }) => ({ movieId, film: draft.reading.film })),
    ...[...changed, ...same].map(({ match }) => ({ movieId: match.known.movieId, film: match.film })),
  ];
  await enqueueInChunks(
    tx,
    context,
    "movie.artwork",
    withPictures.filter(({ film }) => film.artwork.length > 0).map(({ movieId }) => movieId),
  );
  if (library.automation === "full" && changedIds.length > 0) {
    await enqueueMany(
      tx,
      "movie.publish",
      changedIds.map((movieId) => ({ movieId })),
      runOf(context),
    );
  }
  const moved = changed.filter(({ match }) => match.how === "moved").length;
  return { added: inserted.length, changed: changed.length - moved + refreshed, moved };
}

const runOf = ({ runId }: ScanContext) => (runId === undefined ? {} : { runId });

async function enqueueInChunks(
  tx: Tx,
  context: ScanContext,
  type: "movie.probe" | "movie.artwork",
  movieIds: number[],
) {
  const chunks = Array.from({ length: Math.ceil(movieIds.length / filmsPerJob) }, (_, index) => ({
    movieIds: movieIds.slice(index * filmsPerJob, (index + 1) * filmsPerJob),
  }));
  if (chunks.length > 0) await enqueueMany(tx, type, chunks, runOf(context));
}

/** The same films under other files: edits, locks and artwork stay with the row. */
async function replaceFiles(tx: Tx, { jobId }: ScanContext, changed: Matched<"changed">[]): Promise<void> {
  if (changed.length === 0) return;
  const ids = changed.map(({ match }) => match.known.movieId);
  const rows = await tx.select({ id: movies.id, version: movies.version }).from(movies).where(inArray(movies.id, ids));
  const versions = new Map(rows.map((row) => [row.id, row.version]));
  const now = new Date();
  await bulkUpdate(
    tx,
    movies,
    changed.map(({ match }) => ({
      id: match.known.movieId,
      ...fileColumns(match.film),
      missingAt: null,
      lastScannedAt: now,
      updatedAt: now,
      version: (versions.get(match.known.movieId) ?? 0) + 1,
    })),
  );
  await dropFiles(tx, ids);
  await insertFiles(
    tx,
    changed.map(({ match }) => ({ movieId: match.known.movieId, film: match.film })),
  );
  await bulkInsert(
    tx,
    fieldChanges,
    changed.map(({ match }) => ({
      entityType: "movie",
      entityId: match.known.movieId,
      field: "filePath",
      oldValue: match.known.filePath,
      newValue: match.film.main.path,
      source: "scan",
      jobId,
    })),
  );
}

async function dropFiles(tx: Tx, ids: number[]): Promise<void> {
  await tx.delete(mediaParts).where(inArray(mediaParts.movieId, ids));
  await tx.delete(extras).where(inArray(extras.movieId, ids));
  await tx
    .delete(subtitleStreams)
    .where(and(inArray(subtitleStreams.movieId, ids), eq(subtitleStreams.isExternal, true)));
}

/** Films whose own file is as it was: parts, extras and subtitles are written again only where they differ. */
async function refreshSame(tx: Tx, same: Matched<"same">[]): Promise<number> {
  if (same.length === 0) return 0;
  const ids = same.map(({ match }) => match.known.movieId);
  const known = await beside(tx, ids);
  const differing = same.filter(({ match }) => besideKey(match.film) !== (known.get(match.known.movieId) ?? ""));
  const back = same.filter(({ match }) => match.known.isMissing).map(({ match }) => match.known.movieId);
  if (back.length > 0) await tx.update(movies).set({ missingAt: null }).where(inArray(movies.id, back));
  if (differing.length === 0) return back.length;
  const besideIds = differing.map(({ match }) => match.known.movieId);
  await tx.delete(extras).where(inArray(extras.movieId, besideIds));
  await tx
    .delete(subtitleStreams)
    .where(and(inArray(subtitleStreams.movieId, besideIds), eq(subtitleStreams.isExternal, true)));
  await insertFiles(
    tx,
    differing.map(({ match }) => ({ movieId: match.known.movieId, film: { ...match.film, media: [] } })),
  );
  return differing.length;
}

/** Paths of a film's extras and subtitles, as one comparable text. */
const besideKey = (film: FoundFilm): string =>
  [...film.extras.map((extra) => extra.file.path), ...film.subtitles.map((subtitle) => subtitle.file.path)]
    .sort()
    .join("\n");

async function beside(tx: Tx, ids: number[]): Promise<Map<number, string>> {
  const paths = new Map<number, string[]>();
  const add = (movieId: number | null, path: string | null) => {
    if (movieId !== null && path !== null) paths.set(movieId, [...(paths.get(movieId) ?? []), path]);
  };
  for (const row of await tx.select().from(extras).where(inArray(extras.movieId, ids))) add(row.movieId, row.path);
  const subtitles = await tx
    .select({ movieId: subtitleStreams.movieId, path: subtitleStreams.filePath })
    .from(subtitleStreams)
    .where(and(inArray(subtitleStreams.movieId, ids), eq(subtitleStreams.isExternal, true)));
  for (const row of subtitles) add(row.movieId, row.path);
  return new Map([...paths].map(([movieId, list]) => [movieId, list.sort().join("\n")]));
}

/** An NFO that changed since it was read or written: its changes go into the film as the library's policy says. */
async function importNfos(
  tx: Tx,
  context: ScanContext,
  known: (Matched<"changed"> | Matched<"same">)[],
): Promise<void> {
  const changed = known.flatMap(({ match, nfo }) =>
    nfo ? [{ movieId: match.known.movieId, film: match.film, nfo }] : [],
  );
  for (const { movieId, film, nfo } of changed) {
    const [record] = await tx
      .select()
      .from(libraryNfoFiles)
      .where(
        and(
          eq(libraryNfoFiles.entityType, "movie"),
          eq(libraryNfoFiles.entityId, movieId),
          eq(libraryNfoFiles.path, nfo.file.path),
        ),
      );
    if (record?.hash === nfo.hash) {
      await tx
        .update(libraryNfoFiles)
        .set({ sizeBytes: nfo.file.sizeBytes, modifiedMs: nfo.file.mtimeMs })
        .where(eq(libraryNfoFiles.id, record.id));
      continue;
    }
    // A published NFO that changed is publish's to judge: it knows what was written.
    if (record?.publishedAt || !nfo.entity) continue;
    await importNfo(tx, {
      movieId,
      entity: nfo.entity,
      before: isEntity(record?.snapshot) ? record.snapshot : null,
      region: context.library.region,
      jobId: context.jobId,
    });
    await bulkInsert(tx, libraryNfoFiles, nfoRows(movieId, { film, nfo } satisfies FilmReading), {
      onConflict: {
        target: ["path", "entityType", "entityId"],
        update: ["hash", "sizeBytes", "modifiedMs", "snapshot", "kept", "readAt"],
      },
    });
  }
}

/** Snapshots are what this function's own records hold; an older shape counts as never read. */
const isEntity = (snapshot: unknown): snapshot is NfoEntity =>
  typeof snapshot === "object" && snapshot !== null && "uniqueIds" in snapshot && "lockedFields" in snapshot;

async function recordFolders(tx: Tx, libraryId: number, { folders, unknown }: ScanBatch): Promise<void> {
  const scannedAt = new Date();
  await bulkInsert(
    tx,
    folderFingerprints,
    folders.map((folder) => ({ libraryId, scannedAt, ...folder })),
    { onConflict: { target: ["path"], update: ["fingerprint", "fileCount", "scannedAt"] } },
  );
  const rows = unknown.map((file) => ({ libraryId, ...file }));
  await bulkInsert(tx, unknownFiles, rows, {
    onConflict: { target: ["path"], update: ["sizeBytes", "modifiedMs", "reason"] },
  });
}
