import { InvalidArgumentError } from "commander";
import type { Db } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { Library } from "#lib/libraries/libraries.ts";
import { findLibraryByWord, type PhaseTarget } from "#lib/libraries/phases.ts";
import { getMovie } from "#lib/movies/get-movie.ts";
import { findSeries } from "#lib/series/get-series.ts";
import { withDb } from "./database.ts";
import { readId } from "./input.ts";

/** What a command works on: a library by its number or name, a film or a series. */
export async function readTarget(
  db: Db,
  word: string | undefined,
  { movie, series }: { movie?: string; series?: string },
): Promise<PhaseTarget & { library: Library }> {
  if (movie !== undefined) {
    const movieId = readId(movie, "--movie");
    return { movieId, library: await findLibraryByWord(db, String(await libraryIdOf(db, movieId))) };
  }
  if (series !== undefined) {
    const seriesId = readId(series, "--series");
    const show = await findSeries(db, seriesId);
    if (!show) throw new AppError("not_found", `There is no series ${seriesId}.`);
    return { seriesId, library: await findLibraryByWord(db, String(show.libraryId)) };
  }
  if (word === undefined) throw new InvalidArgumentError("Name a library, or one film with --movie.");
  const library = await findLibraryByWord(db, word);
  return { libraryId: library.id, library };
}

async function libraryIdOf(db: Db, movieId: number): Promise<number> {
  return (await getMovie(db, movieId)).libraryId;
}

/** npm and the demo hand on the Ctrl-C that a terminal sends to this process too: what comes so close is the same one. */
const samePressMs = 1000;

/** Ctrl-C or SIGTERM stops the run at its next step, and what is done stays done; another one ends the process at once. */
export async function withRun(body: (db: Db, signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  let firstMs: number | undefined;
  const stop = () => {
    firstMs ??= performance.now();
    if (performance.now() - firstMs > samePressMs) process.exit(1);
    controller.abort(new Error("Stopped."));
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, stop);
  try {
    await withDb((db) => body(db, controller.signal));
  } finally {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, stop);
  }
}
