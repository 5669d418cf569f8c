import {
  type Authority,
  describeTestimonies,
  type IdSource,
  sourceLabels,
  type Testimony,
} from "#lib/identify/claims.ts";
import { nameOfHit } from "#lib/identify/score.ts";
import type { AskOptions, SeriesProvider } from "#lib/providers/provider.ts";
import type { SeriesHit, SeriesIds } from "#lib/providers/series.ts";
import type { SeriesIdentity, SeriesQuestion } from "./find-identity.ts";
import { idsAt, noSeriesIds, ownIdOf, seriesHitOf } from "./find-identity-hit.ts";
import { decideSeries, rankSeries } from "./identify-score.ts";

type Told = Testimony<SeriesHit>;
type Claim = { by: Authority; source: IdSource; id: string | number };

/** The surest first: an id of TMDB leads to the others in one request. */
const sources = ["tmdb", "tvdb", "imdb", "tvmaze"] as const satisfies readonly IdSource[];

/**
 * Who a series is by the ids that its folder, its NFO and the database carry. Each is looked up at the first provider that
 * knows it, and all must mean one series; where they do not, title, year and episodes decide if they clearly can, else a
 * person. Undefined, with what was said, when no id leads anywhere.
 */
export async function findSeriesByIds(
  providers: readonly SeriesProvider[],
  question: SeriesQuestion,
  options: AskOptions,
): Promise<{ identity: SeriesIdentity | undefined; unknown: string[] }> {
  const found: SeriesHit[] = [];
  const told: Told[] = [];
  for (const claim of listClaims(question)) {
    const known = found.find(({ ids }) => ids[claim.source] === claim.id);
    const hit = known ?? (await lookUp(providers, claim, { question, options }));
    if (hit && !known) mergeFound(found, hit);
    told.push({ ...claim, hit: hit && found.find((each) => isSame(each, hit)) });
  }
  const [first] = found;
  if (first === undefined) return { identity: undefined, unknown: describeTestimonies(told) };
  const isDoubted = found.length > 1 || contradicts(question, first);
  return { identity: isDoubted ? settle(question, found, told) : agree(question, first, told), unknown: [] };
}

function listClaims({ claims }: SeriesQuestion): Claim[] {
  return sources.flatMap((source) =>
    claims.flatMap(({ by, ids }) => {
      const id = ids[source];
      return id === null ? [] : [{ by, source, id }];
    }),
  );
}

/** The series an id means, with all ids that its provider tells. */
async function lookUp(
  providers: readonly SeriesProvider[],
  { source, id }: Claim,
  { question: { language, region }, options }: { question: SeriesQuestion; options: AskOptions },
): Promise<SeriesHit | undefined> {
  for (const provider of providers) {
    const ids =
      provider.name === source ? idsAt(provider.name, Number(id)) : await findElsewhere(provider, { source, id });
    const series = ids && (await provider.findSeries({ ids, language, region }, options));
    if (series === undefined) continue;
    const hit = seriesHitOf(series);
    return { ...hit, ids: { ...hit.ids, [source]: id } };
  }
  return undefined;

  async function findElsewhere(provider: SeriesProvider, other: Pick<Claim, "source" | "id">) {
    if (other.source !== "imdb" && other.source !== "tvdb") return undefined;
    const query = { source: other.source, id: String(other.id), language, region };
    const [hit] = await provider.findSeriesByOtherId(query, options);
    return hit && { ...hit.ids, ...ownOnly(provider, hit) };
  }
}

const ownOnly = ({ name }: SeriesProvider, hit: SeriesHit): SeriesIds => ({
  ...noSeriesIds,
  ...idsAt(name, hit.providerId),
});

const isSame = (a: SeriesHit, b: SeriesHit): boolean =>
  sources.some((source) => a.ids[source] !== null && a.ids[source] === b.ids[source]);

/** Two providers' words for one series are one; what the later adds is kept. */
function mergeFound(found: SeriesHit[], hit: SeriesHit): void {
  const at = found.findIndex((each) => isSame(each, hit));
  const before = found[at];
  if (before === undefined) found.push(hit);
  else found[at] = { ...before, ids: fillIds(before.ids, hit.ids) };
}

const fillIds = (ids: SeriesIds, more: SeriesIds): SeriesIds => ({
  tmdb: ids.tmdb ?? more.tmdb,
  tvdb: ids.tvdb ?? more.tvdb,
  imdb: ids.imdb ?? more.imdb,
  tvmaze: ids.tvmaze ?? more.tvmaze,
});

/** Someone says an id that leads nowhere, beside a series that has another one. */
const contradicts = ({ claims }: SeriesQuestion, { ids }: SeriesHit): boolean =>
  claims.some((claim) =>
    sources.some((source) => claim.ids[source] !== null && ids[source] !== null && claim.ids[source] !== ids[source]),
  );

function agree({ claims }: SeriesQuestion, hit: SeriesHit, told: readonly Told[]): SeriesIdentity {
  const said = told.find((each) => each.hit !== undefined && isSame(each.hit, hit));
  const ids = claims.reduce((all, claim) => fillIds(all, claim.ids), hit.ids);
  return {
    outcome: "identified",
    by: said !== undefined && ownIdOf(hit.provider, hit.ids) === said.id ? "id" : "other_id",
    how: said === undefined ? "by its id" : `by its ${sourceLabels[said.source]} id`,
    name: nameOfHit(hit),
    provider: hit.provider,
    ids,
    reasons: describeTestimonies(told),
  };
}

/** Ids that mean several series: the one whose title, year and episodes fit, if it is clearly ahead. */
function settle(question: SeriesQuestion, hits: readonly SeriesHit[], told: readonly Told[]): SeriesIdentity {
  const conflict = ["Its ids do not mean the same series.", ...describeTestimonies(told)];
  const { accepted, because } = decideSeries(question, hits, question.rules);
  if (accepted === undefined) {
    const candidates = rankSeries(question, hits).map((entry) => ({
      ...entry,
      reasons: [...whoSays(told, entry.hit), ...entry.reasons],
    }));
    return { outcome: "unsure", candidates, reasons: [...conflict, because] };
  }
  const { hit, reasons } = accepted;
  return {
    outcome: "identified",
    by: "id",
    how: "by the id that fits its name",
    name: nameOfHit(hit),
    provider: hit.provider,
    ids: hit.ids,
    reasons: [...conflict, because, ...reasons],
  };
}

const whoSays = (told: readonly Told[], hit: SeriesHit): string[] =>
  describeTestimonies(told.filter((each) => each.hit !== undefined && isSame(each.hit, hit)));
