import { z } from "zod";
import { getJson } from "#app/_components/get-json.ts";
import { type Film, filmSchema } from "./film.ts";

/** The most ids the route takes at once. */
const batchSize = 200;
/** More requests at once would only wait in the browser. */
const requestsAtOnce = 2;
/** Scrolling asks for many films in a row: they go out together. */
const gatherMs = 30;

const answer = z.object({ films: z.array(filmSchema) });

export type FilmCacheState = {
  /** Grows with every film that comes in. */
  version: number;
  /** Why films that are in sight could not be loaded. */
  problem: string | undefined;
};

/** Films the browser knows for as long as the application is open: going back to the list shows them at once. */
const films = new Map<number, Film>();
/** Asked for and not sent yet, the latest last. */
const wanted = new Set<number>();
const underWay = new Set<number>();
/** Removed since the list was made: not asked for again. */
const gone = new Set<number>();
const listeners = new Set<() => void>();
let state: FilmCacheState = { version: 0, problem: undefined };
let timer: ReturnType<typeof setTimeout> | undefined;
let requests = 0;

function changed(problem: string | undefined): void {
  state = { version: state.version + 1, problem };
  for (const listener of listeners) listener();
}

export const filmCache = {
  getState: (): FilmCacheState => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (movieId: number): Film | undefined => films.get(movieId),
  /** Takes in what came with a page. */
  seed(found: readonly Film[]): void {
    for (const film of found) films.set(film.movieId, film);
    changed(state.problem);
  },
  /** Loads those that are not known. */
  need(movieIds: readonly number[]): void {
    ask(movieIds.filter((id) => !films.has(id) && !underWay.has(id) && !gone.has(id)));
  },
  /** Removed in Metarr: unknown, and not asked for again. */
  drop(movieIds: readonly number[]): void {
    for (const id of movieIds) {
      films.delete(id);
      wanted.delete(id);
      gone.add(id);
    }
    changed(state.problem);
  },
  /** Restored: asked for again like any other. */
  take(movieIds: readonly number[]): void {
    for (const id of movieIds) gone.delete(id);
    changed(state.problem);
  },
  /** Loads them again: something changed them. */
  refresh(movieIds: readonly number[]): void {
    ask(movieIds.filter((id) => !gone.has(id)));
  },
};

function ask(movieIds: readonly number[]): void {
  if (movieIds.length === 0) return;
  for (const id of movieIds) {
    wanted.delete(id);
    wanted.add(id);
  }
  if (timer === undefined) timer = setTimeout(send, gatherMs);
}

function send(): void {
  timer = undefined;
  while (wanted.size > 0 && requests < requestsAtOnce) {
    // What was asked for last is what is in sight now.
    const batch = [...wanted].slice(-batchSize);
    for (const id of batch) {
      wanted.delete(id);
      underWay.add(id);
    }
    void load(batch);
  }
}

async function load(batch: readonly number[]): Promise<void> {
  requests += 1;
  try {
    const found = await getJson(`/movies/cards?ids=${batch.join(".")}`, answer);
    for (const film of found.films) films.set(film.movieId, film);
    for (const id of batch) if (!found.films.some(({ movieId }) => movieId === id)) gone.add(id);
    changed(undefined);
  } catch (error) {
    changed(error instanceof Error ? error.message : "The server did not answer.");
  } finally {
    requests -= 1;
    for (const id of batch) underWay.delete(id);
    if (wanted.size > 0 && timer === undefined) timer = setTimeout(send, gatherMs);
  }
}
