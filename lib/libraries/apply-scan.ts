import { inArray } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { fieldChanges, movies, type ScanChange } from "#db/schema/index.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { evictFilms } from "./evict-films.ts";
import { draftFilm, fileColumns } from "./film-draft.ts";
import { followFilmNames } from "./follow-film-names.ts";
import type { ReadNfo } from "./found-film.ts";
import { importFilmNfos } from "./import-film-nfos.ts";
import { insertFiles, insertFilms } from "./insert-films.ts";
import type { FilmMatch } from "./match-films.ts";
import { dropFiles, refreshFilms } from "./refresh-films.ts";
import { assertUnchanged, type ReadFolders, recordFolders, runOf, type ScanContext } from "./scan-context.ts";
import { applyAssignments } from "./unknown-files-assigned.ts";

/** About a hundred films and the folders they were read from: written together or not at all. */
export type ScanBatch = ReadFolders & { films: { match: FilmMatch; nfo: ReadNfo | undefined }[] };

/** Films per follow-up job: small enough to cancel, large enough that jobs cost little. */
const filmsPerJob = 25;

type Matched<K extends FilmMatch["kind"]> = { match: Extract<FilmMatch, { kind: K }>; nfo: ReadNfo | undefined };

/** Writes one batch of a scan, and asks for what has to follow. */
export async function applyScanBatch(tx: Tx, context: ScanContext, batch: ScanBatch): Promise<ScanChange[]> {
  const { library, jobId } = context;
  await assertUnchanged(tx, library);
  const pick = <K extends FilmMatch["kind"]>(kind: K): Matched<K>[] =>
    batch.films.filter((item): item is Matched<K> => item.match.kind === kind);
  const [fresh, changed, same] = [pick("new"), pick("changed"), pick("same")];

  const drafts = fresh.map(({ match, nfo }) => draftFilm({ film: match.film, nfo }, library));
  await evictFilms(
    tx,
    [...fresh, ...changed].flatMap(({ match }) => match.evicts ?? []),
  );
  // First the known ones: a new film may have come to the files of one that moved.
  await replaceFiles(tx, context, changed);
  const inserted = await insertFilms(tx, { drafts, jobId });
  await followFilmNames(tx, {
    jobId,
    renamed: changed
      .filter(({ match: { known, film } }) => known.filePath !== film.main.path)
      .map(({ match: { known, film } }) => ({ movieId: known.movieId, film })),
  });
  const refreshed = await refreshFilms(
    tx,
    same.map(({ match }) => match),
  );
  await applyAssignments(tx, { movieIds: [...changed, ...same].map(({ match }) => match.known.movieId) });
  const read = [...changed, ...same].flatMap(({ match, nfo }) =>
    nfo ? [{ movieId: match.known.movieId, film: match.film, nfo }] : [],
  );
  const outside = await importFilmNfos(tx, context, read);
  await recordFolders(tx, library.id, batch);
  await recordEvents(
    tx,
    { entityType: "movie", kind: "scan", jobId },
    [...changed, ...same]
      .filter(({ match }) => match.known.isMissing)
      .map(({ match }) => ({ entityId: match.known.movieId, summary: "A scan found its file again" })),
  );

  const newIds = inserted.map((film) => film.movieId);
  const changedIds = changed.map(({ match }) => match.known.movieId);
  await enqueueInChunks(tx, context, "movie.probe", [...newIds, ...changedIds, ...refreshed.unread]);
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
  if (outside.length > 0) {
    await enqueueMany(
      tx,
      "nfo.import",
      outside.map((movieId) => ({ movieId })),
      runOf(context),
    );
  }
  return [
    ...inserted.map(({ draft }): ScanChange => ({ kind: "added", path: draft.row.filePath })),
    ...changed.map(({ match }) => changeOf(match)),
    ...same.flatMap(({ match }): ScanChange[] => {
      const path = match.film.main.path;
      if (match.known.isMissing) return [{ kind: "returned", path }];
      return refreshed.differing.has(match.known.movieId) ? [{ kind: "changed", path }] : [];
    }),
  ];
}

/** A line of the report for a film under another file. One that was missing is back. */
function changeOf({ film, known, how }: Matched<"changed">["match"]): ScanChange {
  const path = film.main.path;
  const from = known.filePath === path ? {} : { from: known.filePath };
  return { kind: how === "moved" ? "moved" : known.isMissing ? "returned" : "changed", path, ...from };
}

async function enqueueInChunks(
  tx: Tx,
  context: ScanContext,
  type: "movie.probe" | "movie.artwork",
  movieIds: number[],
) {
  // In order of their ids: films that are still unread at the next scan are asked for by the same jobs.
  const inOrder = movieIds.toSorted((one, other) => one - other);
  const chunks = Array.from({ length: Math.ceil(inOrder.length / filmsPerJob) }, (_, index) => ({
    movieIds: inOrder.slice(index * filmsPerJob, (index + 1) * filmsPerJob),
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
      deletedAt: null,
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
