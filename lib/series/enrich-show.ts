import type { Tx } from "#db/client.ts";
import { fieldSources } from "#lib/editing/field-sources.ts";
import type { FieldChange } from "#lib/editing/kind.ts";
import { planMerges } from "#lib/editing/plan-merges.ts";
import { applySeriesCast } from "#lib/people/apply-cast.ts";
import { applySeriesCrew } from "#lib/people/apply-crew.ts";
import { applyManyRatings } from "#lib/ratings/apply-ratings.ts";
import { castModeOf } from "./cast-mode.ts";
import type { CombinedSeries } from "./combine-answers.ts";
import type { TakeRules } from "./enrich-rules.ts";
import { type LoadedSeason, loadSeason, seasonKind } from "./season-kind.ts";
import { isIdentityField, isTakenField, type LoadedSeries, seriesKind } from "./series-kind.ts";
import { applySeriesFacts } from "./write-facts.ts";

type Taken = { fields: string[]; changed: boolean };
type Given = { incoming: CombinedSeries; existing: "keep" | "replace"; rules: TakeRules };

/** Takes what providers say of the series itself: values under locks, ratings, titles, ids on other sites, cast and crew. */
export async function enrichShow(tx: Tx, show: LoadedSeries, { incoming, existing, rules }: Given): Promise<Taken> {
  const { jobId, mode, parts, priority, defaultRating, silent, isOther } = rules;
  const written: boolean[] = [];
  const author = { source: incoming.main, jobId };
  let changes: FieldChange[] = [];
  if (parts.includes("cast")) {
    const kept = castModeOf(await fieldSources(tx, "series", show.entityId), existing);
    const asked = isOther || mode === undefined ? kept : mode;
    const fill = { mode: asked === "missing" ? ("fill" as const) : asked, evenNobody: isOther };
    written.push(
      await applySeriesCast(tx, show.series, incoming.cast, { ...fill, author: { source: incoming.castFrom, jobId } }),
    );
    written.push(await applySeriesCrew(tx, show.series, incoming.crew, fill));
  }
  if (parts.includes("metadata")) {
    const priorityOf = priority.series.orderOf;
    const merge = { isTaken: isTakenField, priorityOf, existing, mode, silent, isOther, isIdentity: isIdentityField };
    const [plan] = await planMerges(tx, seriesKind, [{ entity: show, offers: incoming.offers }], merge);
    changes = plan?.changes ?? [];
    const rated = [{ entityId: show.entityId, ratings: incoming.ratings }];
    written.push((await applyManyRatings(tx, "series", rated, defaultRating)).written.size > 0);
    written.push(await applySeriesFacts(tx, show.entityId, incoming));
    const isDone = show.series.identificationStatus === "enriched";
    await seriesKind.write(
      tx,
      [{ entity: show, changes, columns: isDone ? {} : { identificationStatus: "enriched" } }],
      author,
    );
    written.push(!isDone);
  }
  return { fields: changes.map(({ field }) => field), changed: changes.length > 0 || written.includes(true) };
}

const seasonFields: readonly string[] = ["title", "plot", "airDate", "tmdbId", "tvdbId"];

/** Takes what providers say of the seasons that have files. */
export async function enrichSeasons(
  tx: Tx,
  seasons: readonly LoadedSeason["season"][],
  { incoming, existing, rules }: Given,
): Promise<Taken> {
  if (!rules.parts.includes("metadata")) return { fields: [], changed: false };
  const items = seasons.flatMap((season) => {
    const known = incoming.seasons.get(season.seasonNumber);
    return known || rules.isOther ? [{ entity: loadSeason(season), offers: known?.offers ?? [] }] : [];
  });
  const merge = {
    isTaken: (field: string) => seasonFields.includes(field),
    priorityOf: rules.priority.season.orderOf,
    existing,
    mode: rules.mode,
    silent: rules.silent,
    isOther: rules.isOther,
  };
  const plans = await planMerges(tx, seasonKind, items, merge);
  await seasonKind.write(tx, plans, { source: incoming.main, jobId: rules.jobId });
  const fields = plans.flatMap(({ changes }) => changes.map(({ field }) => field));
  return { fields, changed: fields.length > 0 };
}
