import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import pLimit from "p-limit";
import type { Db } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { type FilmFacts, loadFilms } from "./load-films.ts";
import { preparePublish } from "./prepare.ts";
import {
  announce,
  applyFilm,
  leftOutMessage,
  outcomeOf,
  type Published,
  type PublishOptions,
  prepareFilm,
  save,
} from "./publish.ts";

export type PublishTotal = {
  /** Films that were looked at. */
  films: number;
  /** Films of which something was written, renamed or recycled. */
  published: number;
  nfoWritten: number;
  artworkWritten: number;
  renamed: number;
  recycled: number;
  conflicts: number;
  /** What failed, by file or film; at most 500. */
  problems: { movieId: number; path: string; message: string }[];
  /** Films with something to do (a plan) or done (a publish). */
  changed: Pick<Published, "movieId" | "nfoWritten" | "artworkWritten" | "renamed" | "recycled">[];
};

/** Films whose rows are loaded and saved together. */
const batchFilms = 50;
/** Films whose files are written at once: flushing waits for the disk, not for the processor. */
const parallelFilms = 4;
const maxProblems = 500;

type Many = PublishOptions & { onProgress?: (done: number, of: number) => void };

/** Films that automation publishes: of this library, watched over, present, and known to be what they are. */
export async function listPublishable(db: Db, params: { libraryId: number }): Promise<number[]> {
  const rows = await db
    .select({ movieId: movies.id })
    .from(movies)
    .where(
      and(
        eq(movies.libraryId, params.libraryId),
        eq(movies.monitored, true),
        isNull(movies.missingAt),
        isNull(movies.deletedAt),
        inArray(movies.identificationStatus, ["identified", "enriched"]),
      ),
    )
    .orderBy(asc(movies.id));
  return rows.map((row) => row.movieId);
}

/** Publishes every publishable film of a library; with `dryRun` only says what would happen. */
export async function publishLibrary(db: Db, params: { libraryId: number } & Many): Promise<PublishTotal> {
  return publishMovies(db, { ...params, movieIds: await listPublishable(db, params) });
}

/**
 * Publishes many films; one that fails costs only itself, trouble of the whole disk ends it with one error (R9). Rows
 * are saved in batches: after a stop the next run recognises files without a row by their content.
 */
async function publishMovies(db: Db, params: { movieIds: readonly number[] } & Many): Promise<PublishTotal> {
  const { movieIds, signal } = params;
  const none = { published: 0, nfoWritten: 0, artworkWritten: 0, renamed: 0, recycled: 0, conflicts: 0 };
  const total: PublishTotal = { films: movieIds.length, ...none, problems: [], changed: [] };
  for (let start = 0; start < movieIds.length; start += batchFilms) {
    signal?.throwIfAborted();
    const batch = movieIds.slice(start, start + batchFilms);
    const films = await loadFilms(db, batch);
    const found = new Set(films.map((facts) => facts.movie.id));
    for (const movieId of batch.filter((each) => !found.has(each))) {
      addProblem(total, { movieId, path: "", message: leftOutMessage(movieId) });
    }
    await publishBatch(db, { films, total, options: params });
    params.onProgress?.(Math.min(movieIds.length, start + batchFilms), movieIds.length);
  }
  return total;
}

async function publishBatch(
  db: Db,
  { films, total, options }: { films: readonly FilmFacts[]; total: PublishTotal; options: PublishOptions },
): Promise<void> {
  const limit = pLimit(parallelFilms);
  const stop = new AbortController();
  /** Does something for every film at once; one that fails costs only itself. */
  const forEach = async <T extends { facts: FilmFacts }, R>(items: readonly T[], work: (item: T) => Promise<R>) => {
    const results: R[] = [];
    const one = async (item: T) => {
      if (stop.signal.aborted) return;
      try {
        results.push(await work(item));
      } catch (error) {
        if (options.signal?.aborted || !isAppError(error) || isDiskWide(error)) return stop.abort(error);
        const { id, filePath } = item.facts.movie;
        addProblem(total, { movieId: id, path: filePath, message: messageOf(error) });
      }
    };
    await Promise.all(items.map((item) => limit(one, item)));
    return results;
  };
  const loaded = films.map((facts) => ({ facts }));
  if (options.dryRun) {
    for (const prepared of await forEach(loaded, ({ facts }) => preparePublish(facts, options)))
      addUp(total, outcomeOf(prepared));
    return stop.signal.throwIfAborted();
  }
  const prepared = await forEach(loaded, ({ facts }) => prepareFilm(db, facts, options));
  stop.signal.throwIfAborted();
  await announce(db, prepared, options);
  const done = await forEach(prepared, (each) => applyFilm(db, each, options));
  failpoint("publish.rows");
  await save(
    db,
    done.map(({ records }) => records),
    options,
  );
  for (const { published } of done) addUp(total, published);
  stop.signal.throwIfAborted();
}

/** Trouble of the whole disk: it would be the same for every other film. */
const diskWide = ["EROFS", "ENOSPC", "EDQUOT", "EIO", "ESTALE"];

function isDiskWide(error: unknown): boolean {
  const code = isAppError(error, "disk") ? error.details?.systemCode : undefined;
  return typeof code === "string" && diskWide.includes(code);
}

function addUp(total: PublishTotal, { plan, isChanged, ...one }: Published): void {
  const { movieId, nfoWritten, artworkWritten, renamed, recycled } = one;
  total.nfoWritten += nfoWritten;
  total.artworkWritten += artworkWritten;
  total.renamed += renamed;
  total.recycled += recycled;
  total.conflicts += plan.conflicts.length;
  if (isChanged) {
    total.published += 1;
    total.changed.push({ movieId, nfoWritten, artworkWritten, renamed, recycled });
  }
  for (const problem of plan.problems) addProblem(total, { movieId, ...problem });
}

function addProblem(total: PublishTotal, problem: PublishTotal["problems"][number]): void {
  if (total.problems.length < maxProblems) total.problems.push(problem);
}
