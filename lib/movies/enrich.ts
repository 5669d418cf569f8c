import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import { together, writeTogether } from "#db/together.ts";
import { readFilmScoreContext, saveCandidatesTogether } from "#lib/artwork/candidates.ts";
import { fieldSourcesTogether } from "#lib/editing/field-sources.ts";
import { applyCast } from "#lib/people/apply-cast.ts";
import type { Asked } from "#lib/providers/ask-all.ts";
import type { Priority } from "#lib/providers/priority.ts";
import type { ProviderMovie } from "#lib/providers/provider.ts";
import { filmIdAt } from "#lib/providers/record-ids.ts";
import { listRecords, listSilent, type ProviderRecord, saveRecords } from "#lib/providers/records.ts";
import { nameInRows, type ProviderName } from "#lib/providers/vocabulary.ts";
import { saveTrailerCandidates } from "#lib/trailers/trailer-candidates.ts";
import { applyMetadata } from "./apply-metadata.ts";
import { castModeOf } from "./cast-mode.ts";
import { type CombinedMovie, combineAnswers } from "./combine-answers.ts";
import { forgetFilmFacts, isOtherFilm } from "./forget-title.ts";
import { getMovieState, type MovieState } from "./movie-state.ts";
import { writeValues } from "./write-values.ts";

export const enrichParts = ["metadata", "artwork", "cast", "trailer"] as const;
export type EnrichPart = (typeof enrichParts)[number];

export type EnrichOptions = {
  /** The film, read in this transaction. */
  state: MovieState;
  parts: readonly EnrichPart[];
  mode: "missing" | "replace" | undefined;
  jobId: number | null;
  /** The rating that counts: a setting. */
  defaultRating: string;
  priority: Priority;
};

export type EnrichedMovie = {
  fields: string[];
  changed: boolean;
  /** Providers that had the film before, and no longer do. */
  lost: ProviderName[];
};

/**
 * Takes everything providers said about a film into the database: values, cast, crew, candidates for pictures and
 * trailers, and a record of what each said. One transaction, written only where something differs; `lastEnrichedAt`
 * moves only then.
 */
export async function enrichMovie(
  tx: Tx,
  asked: Asked<ProviderMovie>,
  { state, parts, mode, jobId, defaultRating, priority }: EnrichOptions,
): Promise<EnrichedMovie> {
  const movieId = state.movie.id;
  const [records, sources] = await Promise.all([
    listFilmRecords(tx, movieId),
    fieldSourcesTogether(tx, "movie", movieId),
  ]);
  const isOther = isOtherFilm(state.movie, records);
  // Nobody said anything of the film that it is now: what there is of the other one goes when somebody does.
  if (isOther && asked.answers.length === 0) return { fields: [], changed: false, lost: [] };
  if (isOther) await forgetFilmFacts(tx, movieId, { jobId });
  // Of another film nothing stays, whatever part was asked for.
  const has = (part: EnrichPart) => isOther || parts.includes(part);
  const known = isOther ? [] : records;
  const silent = listSilent(known, unansweredOf(state, asked));
  const incoming = combineAnswers(asked.answers, priority.order, silent);
  const takeCast = async ({ cast, castFrom }: CombinedMovie) => {
    const wanted = isOther || mode === undefined ? await castModeOf(tx, state, sources) : mode;
    const rules = { mode: wanted === "missing" ? ("fill" as const) : wanted, evenNobody: isOther };
    return applyCast(tx, state.movie, cast, { ...rules, author: { source: castFrom, jobId } });
  };
  const extra = { identificationStatus: "enriched" as const };
  const rules = { jobId, mode, defaultRating, priorityOf: priority.orderOf, silent, isOther, sources, extra };
  const [told, cast, metadata] = await Promise.all([
    recordAnswers(tx, state, { asked, known }),
    incoming && has("cast") ? takeCast(incoming) : false,
    incoming && has("metadata") ? applyMetadata(tx, state, incoming, rules) : undefined,
  ]);
  // After the values: pictures are scored by the original language.
  const wants = { pictures: has("artwork"), trailers: has("trailer") };
  const offers = (await saveOffers(tx, movieId, asked.answers, wants)).includes(true);
  const changed = told || cast || metadata?.changed === true || offers;
  if (changed && !metadata?.isStamped) {
    await writeTogether(tx, "enriched now", movieId, (movieIds) =>
      tx.update(movies).set({ lastEnrichedAt: new Date() }).where(inArray(movies.id, movieIds)),
    );
  }
  const fields = metadata?.changes.map(({ field }) => field) ?? [];
  return { fields, changed, lost: asked.missing.filter((name) => silent.has(name)) };
}

type Film = Pick<MovieState["movie"], "id" | "tmdbId" | "imdbId">;

function unansweredOf({ movie }: { movie: Film }, { missing, failures }: Asked<ProviderMovie>) {
  const ids = { tmdb: movie.tmdbId, imdb: movie.imdbId };
  const names = [...missing, ...failures.map(({ provider }) => provider)];
  return names.map((provider) => ({ entityId: movie.id, provider, providerId: filmIdAt(provider, ids) }));
}

function recordAnswers(
  tx: Tx,
  state: { movie: Film },
  { asked, known }: { asked: Asked<ProviderMovie>; known: readonly ProviderRecord[] },
): Promise<boolean> {
  const unanswered = unansweredOf(state, asked);
  const entityId = state.movie.id;
  const told = {
    said: asked.answers.map(({ provider, ids, fields }) => ({
      entityId,
      provider,
      providerId: filmIdAt(provider, ids),
      fields,
    })),
    missing: unanswered.filter(({ provider }) => asked.missing.includes(provider)),
    failed: unanswered.flatMap((each) => {
      const failure = asked.failures.find(({ provider }) => provider === each.provider);
      return failure ? [{ ...each, failure }] : [];
    }),
  };
  return together(tx, "records of films", { entityId, told, known }, async (items) => {
    const news = await saveRecords(
      tx,
      "movie",
      {
        said: items.flatMap((item) => item.told.said),
        missing: items.flatMap((item) => item.told.missing),
        failed: items.flatMap((item) => item.told.failed),
      },
      items.flatMap((item) => item.known),
    );
    return items.map((item) => news.has(item.entityId));
  });
}

/** What every provider said of the film the last time. */
const listFilmRecords = (tx: Tx, movieId: number): Promise<ProviderRecord[]> =>
  together(tx, "records", movieId, async (movieIds) => {
    const records = Map.groupBy(await listRecords(tx, "movie", movieIds), ({ entityId }) => entityId);
    return movieIds.map((each) => records.get(each) ?? []);
  });

async function saveOffers(
  tx: Tx,
  movieId: number,
  answers: readonly ProviderMovie[],
  wants: { pictures: boolean; trailers: boolean },
): Promise<boolean[]> {
  const owner = { entityType: "movie" as const, entityId: movieId };
  const context = wants.pictures ? await readFilmScoreContext(tx, movieId) : undefined;
  // A handful of providers, each with rows of its own.
  return Promise.all(
    answers.flatMap(({ provider, artwork, videos }) => {
      const from = { ...owner, provider: nameInRows(provider) };
      const pictures = context && saveCandidatesTogether(tx, { ...from, context, candidates: artwork });
      const isSaved = pictures?.then(({ added, changed, removed }) => added + changed + removed > 0) ?? false;
      return [isSaved, wants.trailers && videos.length > 0 && saveTrailerCandidates(tx, { ...from, videos })];
    }),
  );
}

/**
 * The provider no longer has the film: everything stays, also what others say of it, and a person is asked who it is.
 */
export async function flagGone(
  tx: Tx,
  {
    movieId,
    tmdbId,
    source,
    jobId,
  }: { movieId: number /** The one that was asked for. */; tmdbId: number; source: ProviderName; jobId: number | null },
): Promise<void> {
  const { movie } = await getMovieState(tx, movieId);
  // Somebody said meanwhile who it is: the answer was about another one.
  if (movie.tmdbId !== tmdbId) return;
  const known = await listRecords(tx, "movie", [movieId]);
  const asked = { answers: [], missing: [source], failures: [] };
  // What is there of a film that it was thought to be before stays known as that.
  if (!isOtherFilm(movie, known)) await recordAnswers(tx, { movie }, { asked, known });
  if (movie.identificationStatus === "needs_identification") return;
  await writeValues(tx, movie, [], { source, jobId }, { identificationStatus: "needs_identification" });
}
