import { describeTestimonies, sourceLabels, type Testimony } from "#lib/identify/claims.ts";
import { nameOfHit } from "#lib/identify/score.ts";
import type { AskOptions, MovieHit, MovieIds, MovieProvider } from "#lib/providers/provider.ts";
import type { Identity, IdentityQuestion } from "./find-identity.ts";
import { movieHitOf } from "./movie-hit.ts";
import { decideFilm, rankMatches } from "./score-match.ts";

type Told = Testimony<MovieHit>;
/** A film an id led to, with the ids it has itself; those of a search result are not known. */
type Found = { hit: MovieHit; ids: MovieIds };

/**
 * Who a film is by the ids that its name, its NFO and the database carry. Each is looked up, and all must mean one film;
 * where they do not, title, year and runtime decide if they clearly can, else a person. Undefined, with what was said,
 * when no id leads anywhere.
 */
export async function findByIds(
  provider: MovieProvider,
  question: IdentityQuestion,
  options: AskOptions,
): Promise<{ identity: Identity | undefined; unknown: string[] }> {
  const { told, found } = await hearClaims(provider, question, options);
  const films = [...new Map(found.map((each) => [each.hit.providerId, each])).values()];
  const [first] = films;
  if (first === undefined) return { identity: undefined, unknown: describeTestimonies(told) };
  const isDoubted = films.length > 1 || contradicts(question, first);
  return { identity: isDoubted ? settle(question, films, told) : agree(question, first, told), unknown: [] };
}

/** Looks every id up, each once; one request where the details of a film confirm the other ids. */
async function hearClaims(
  provider: MovieProvider,
  { claims, language, region }: IdentityQuestion,
  options: AskOptions,
) {
  const found: Found[] = [];
  const told: Told[] = [];
  const byImdb = new Map<string, MovieHit | undefined>();
  for (const { by, ids } of claims) {
    if (ids.tmdb === null) continue;
    const known = found.find(({ ids: { tmdb } }) => tmdb === ids.tmdb);
    const movie = known
      ? undefined
      : await provider.findMovie({ ids: { tmdb: ids.tmdb, imdb: null, tvdb: null }, language, region }, options);
    const fresh = movie && { hit: movieHitOf(movie), ids: movie.ids };
    if (fresh) found.push(fresh);
    told.push({ by, source: "tmdb", id: ids.tmdb, hit: (known ?? fresh)?.hit });
  }
  for (const { hit, ids } of found) if (ids.imdb !== null) byImdb.set(ids.imdb, hit);
  for (const { by, ids } of claims) {
    if (ids.imdb === null) continue;
    if (!byImdb.has(ids.imdb)) {
      const hits = await provider.findMovies({ source: "imdb", id: ids.imdb, language, region }, options);
      byImdb.set(ids.imdb, hits[0]);
      for (const hit of hits) found.push({ hit, ids: { tmdb: hit.providerId, imdb: ids.imdb, tvdb: null } });
    }
    told.push({ by, source: "imdb", id: ids.imdb, hit: byImdb.get(ids.imdb) });
  }
  if (found.length > 0) return { told, found };
  for (const { by, ids } of claims) {
    // TVDB's ids of films and series overlap: they count where there is no better one.
    if (ids.tvdb === null) continue;
    const hits = await provider.findMovies({ source: "tvdb", id: String(ids.tvdb), language, region }, options);
    for (const hit of hits) found.push({ hit, ids: { tmdb: hit.providerId, imdb: null, tvdb: ids.tvdb } });
    told.push({ by, source: "tvdb", id: ids.tvdb, hit: hits[0] });
  }
  return { told, found };
}

/** Someone says an IMDb id that leads nowhere, beside a film that has another one. */
function contradicts({ claims }: IdentityQuestion, { ids }: Found): boolean {
  return ids.imdb !== null && claims.some(({ ids: { imdb } }) => imdb !== null && imdb !== ids.imdb);
}

function agree({ claims }: IdentityQuestion, { hit, ids }: Found, told: readonly Told[]): Identity {
  const said = told.find((each) => each.hit?.providerId === hit.providerId);
  const imdb = ids.imdb ?? claims.flatMap((claim) => claim.ids.imdb ?? [])[0] ?? null;
  const tvdb = ids.tvdb ?? claims.flatMap((claim) => claim.ids.tvdb ?? [])[0] ?? null;
  return {
    outcome: "identified",
    by: said?.source === "tmdb" ? "id" : "other_id",
    how: `by its ${said === undefined ? "" : sourceLabels[said.source]} id`,
    name: nameOfHit(hit),
    ids: { tmdb: hit.providerId, imdb, tvdb },
    reasons: describeTestimonies(told),
  };
}

/** Ids that mean several films: the one whose title, year and runtime fit, if it is clearly ahead. */
function settle(question: IdentityQuestion, films: readonly Found[], told: readonly Told[]): Identity {
  const hits = films.map(({ hit }) => hit);
  const conflict = ["Its ids do not mean the same film.", ...describeTestimonies(told)];
  const { accepted, because } = decideFilm(question, hits, question.rules);
  if (accepted === undefined) {
    const candidates = rankMatches(question, hits).map((entry) => ({
      ...entry,
      reasons: [...whoSays(told, entry.hit), ...entry.reasons],
    }));
    return { outcome: "unsure", candidates, reasons: [...conflict, because] };
  }
  const { hit, reasons } = accepted;
  const ids = films.find((each) => each.hit === hit)?.ids ?? { tmdb: hit.providerId, imdb: null, tvdb: null };
  return {
    outcome: "identified",
    by: "id",
    how: "by the id that fits its name",
    name: nameOfHit(hit),
    ids,
    reasons: [...conflict, because, ...reasons],
  };
}

const whoSays = (told: readonly Told[], hit: MovieHit): string[] =>
  describeTestimonies(told.filter((each) => each.hit?.providerId === hit.providerId));
