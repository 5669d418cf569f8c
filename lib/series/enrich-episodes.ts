import type { Tx } from "#db/client.ts";
import { listFieldSources } from "#lib/editing/field-sources.ts";
import type { FieldChange } from "#lib/editing/kind.ts";
import type { Offer } from "#lib/editing/merge.ts";
import { planMerges } from "#lib/editing/plan-merges.ts";
import { isEmpty, sameValue } from "#lib/editing/values.ts";
import { applyEpisodePeople } from "#lib/people/apply-episode-people.ts";
import { firstList } from "#lib/providers/first-list.ts";
import type { ProviderEpisode } from "#lib/providers/series.ts";
import type { ProviderName } from "#lib/providers/vocabulary.ts";
import { applyManyRatings } from "#lib/ratings/apply-ratings.ts";
import type { EpisodeList } from "./ask-about-series.ts";
import { castModeOf } from "./cast-mode.ts";
import type { TakeRules } from "./enrich-rules.ts";
import { episodeKind, isEpisodeField, type LoadedEpisode } from "./episode-kind.ts";
import { fileEpisodeOf } from "./list-file-episodes.ts";
import { episodeCrewJobs } from "./list-names.ts";
import { mapEpisodes } from "./map-episodes.ts";
import { matchEpisode } from "./match-lists.ts";

/** A file with what each provider says of the episode it is, most trusted first. */
export type ToldEpisode = { entity: LoadedEpisode; answers: ProviderEpisode[] };

/** Files that no list has, with the reason. */
export type Unmapped = { episodeId: number; because: string };

/**
 * Which episode each file is, in the list of the most trusted provider that has the chosen order, with what the others
 * say of the same one. Pure.
 */
export function tellEpisodes(
  episodes: readonly LoadedEpisode[],
  { lists, order, ranking }: { lists: readonly EpisodeList[]; order: string; ranking: readonly ProviderName[] },
): { told: ToldEpisode[]; unmapped: Unmapped[]; main: EpisodeList | undefined } {
  const ranked = lists.toSorted((a, b) => ranking.indexOf(a.provider) - ranking.indexOf(b.provider));
  const main = ranked.find((list) => list.order === order && list.episodes.length > 0);
  if (main === undefined) return { told: [], unmapped: [], main };
  const byId = new Map(episodes.map((entity) => [entity.entityId, entity]));
  const told: ToldEpisode[] = [];
  const unmapped: Unmapped[] = [];
  for (const { episodeId, entry, because } of mapEpisodes(
    episodes.map(({ episode }) => fileEpisodeOf(episode)),
    main.episodes,
  )) {
    const entity = byId.get(episodeId);
    if (entity === undefined) continue;
    if (entry === null) unmapped.push({ episodeId, because });
    else {
      const others = ranked.filter((list) => list !== main).flatMap((list) => matchEpisode(entry, list.episodes) ?? []);
      const answers = [entry, ...others];
      told.push({
        entity,
        answers: answers.toSorted((a, b) => ranking.indexOf(a.provider) - ranking.indexOf(b.provider)),
      });
    }
  }
  return { told, unmapped, main };
}

/** The columns that say which episode a file is, where a provider has one. */
export const placeFields: Partial<Record<ProviderName, "tmdbId" | "tvdbId">> = { tmdb: "tmdbId", tvdb: "tvdbId" };

/**
 * True for a file that is another episode than when it was told of last, such as after another order was chosen: what
 * was said of that one is not about this one. By the id of the most trusted list that has one, now and then.
 */
export function isOtherEpisode({ entity: { episode }, answers }: ToldEpisode, main: ProviderName): boolean {
  const verdicts = [...answers.filter(({ provider }) => provider === main), ...answers].flatMap(({ provider, ids }) => {
    const field = placeFields[provider];
    const [before, now] = field ? [episode[field], field === "tmdbId" ? ids.tmdb : ids.tvdb] : [];
    return before && now ? [before !== now] : [];
  });
  return verdicts[0] ?? false;
}

type Given = {
  told: readonly ToldEpisode[];
  /** Of those, the ids of files that are another episode than before. */
  others: ReadonlySet<number>;
  /** Those that nobody tells of, and that keep nothing of another series. */
  untold: readonly LoadedEpisode[];
  /** Whose numbers count. */
  main: ProviderName;
  existing: "keep" | "replace";
  rules: TakeRules;
};

/** Takes what providers say of episodes with files: values under locks, people, ratings. All of a series at once. */
export async function enrichEpisodes(tx: Tx, { told: given, others, untold, main, existing, rules }: Given) {
  const told = [...given, ...untold.map((entity) => ({ entity, answers: [] }))];
  const { parts, jobId, priority, defaultRating } = rules;
  const written = new Set<number>();
  const note = (ids: Iterable<number>) => {
    for (const id of ids) written.add(id);
  };
  const has = { metadata: parts.includes("metadata"), cast: parts.includes("cast") };
  const items = told.map(({ entity, answers }) => ({ entity, offers: offersOf(entity, answers, main) }));
  const { mode, silent } = rules;
  const isOther = ({ entityId }: LoadedEpisode) => rules.isOther || others.has(entityId);
  const merge = { isTaken, priorityOf: priority.episode.orderOf, existing, mode, silent };
  const plans = [];
  for (const [other, alike] of has.metadata ? Map.groupBy(items, ({ entity }) => isOther(entity)) : []) {
    plans.push(...(await planMerges(tx, episodeKind, alike, { ...merge, isOther: other })));
  }
  const planOf = new Map(plans.map(({ entity, changes }) => [entity.entityId, changes]));
  if (has.cast || has.metadata) note(await applyPeople(tx, { told, isOther, planOf, existing, rules, has }));
  if (!has.metadata) return { fields: [], episodeIds: written };

  const writes = plans.map(({ entity, changes }) => ({
    entity,
    changes: [...changes, ...ownNumbers(entity, told, main)],
  }));
  await episodeKind.write(tx, writes, { source: main, jobId });
  note(writes.flatMap(({ entity, changes }) => (changes.length > 0 ? [entity.entityId] : [])));
  const rated = told.map(({ entity, answers }) => ({
    entityId: entity.entityId,
    ratings: answers.toReversed().flatMap(({ ratings }) => ratings),
  }));
  note((await applyManyRatings(tx, "episode", rated, defaultRating)).written);
  return { fields: writes.flatMap(({ changes }) => changes.map(({ field }) => field)), episodeIds: written };
}

const factFields: readonly string[] = ["tmdbId", "tvdbId", "imdbId", "displaySeason", "displayEpisode"];
const isTaken = (field: string): boolean => isEpisodeField(field) || factFields.includes(field);

function offersOf({ episode }: LoadedEpisode, answers: readonly ProviderEpisode[], main: ProviderName): Offer[] {
  return answers.map((answer) => ({ source: answer.provider, values: { ...valuesOf(answer), ...shownAt() } }));

  function shownAt() {
    const entry = answers.find(({ provider }) => provider === main);
    if (!entry || isSamePlace(episode, entry)) return {};
    return { displaySeason: entry.seasonNumber, displayEpisode: entry.episodeNumber };
  }
}

/** What a provider says of an episode, under the names of the fields. */
export function valuesOf({ title, plot, airDate, runtimeMinutes, crew, ids }: ProviderEpisode) {
  const named = (jobs: readonly string[]) => [
    ...new Set(crew.filter(({ job }) => jobs.includes(job)).map(({ name }) => name)),
  ];
  return {
    title,
    plot,
    airDate,
    runtimeMinutes,
    directors: named(episodeCrewJobs.directors.jobs),
    writers: named(episodeCrewJobs.writers.jobs),
    tmdbId: ids.tmdb,
    tvdbId: ids.tvdb,
    imdbId: ids.imdb,
  };
}

type Place = { seasonNumber: number; episodeNumber: number };
const isSamePlace = (a: Place, b: Place) => a.seasonNumber === b.seasonNumber && a.episodeNumber === b.episodeNumber;

/** A file that stands at its own numbers again needs no others: those of an order that was chosen before go. */
function ownNumbers(
  { entityId, values, episode }: LoadedEpisode,
  told: readonly ToldEpisode[],
  main: ProviderName,
): FieldChange[] {
  const entry = told
    .find(({ entity }) => entity.entityId === entityId)
    ?.answers.find(({ provider }) => provider === main);
  // The numbers of a special say where it is shown between the others: they come from an NFO, and stay.
  if (!entry || episode.seasonNumber === 0 || !isSamePlace(episode, entry)) return [];
  return (["displaySeason", "displayEpisode"] as const).flatMap((field) =>
    isEmpty(values[field]) ? [] : [{ field, oldValue: values[field], newValue: null }],
  );
}

type People = Pick<Given, "told" | "existing" | "rules"> & {
  isOther: (entity: LoadedEpisode) => boolean;
  planOf: ReadonlyMap<number, readonly FieldChange[]>;
  has: { metadata: boolean; cast: boolean };
};

/** Guests and crew. Lists that stay as they are hold their people; a cast from the disk in a library that keeps is only filled. */
async function applyPeople(tx: Tx, { told, isOther, planOf, existing, rules, has }: People): Promise<Set<number>> {
  const { mode, silent } = rules;
  const trust = { order: rules.priority.episode.order, silent };
  const sources = await listFieldSources(
    tx,
    "episode",
    told.map(({ entity }) => entity.entityId),
  );
  const items = told.map(({ entity, answers }) => {
    const isHeld = (field: "directors" | "writers") =>
      !has.metadata ||
      !(
        (planOf.get(entity.entityId) ?? []).some((change) => change.field === field) ||
        answers.some((answer) => sameValue(valuesOf(answer)[field], entity.values[field]))
      );
    const kept = castModeOf(sources.get(entity.entityId), existing);
    const evenNobody = isOther(entity);
    const fills = evenNobody || mode === undefined ? kept === "fill" : mode === "missing";
    return {
      rules: fills ? ({ mode: "fill" } as const) : ({ mode: "replace", evenNobody } as const),
      people: {
        episodeId: entity.entityId,
        guests: has.cast || evenNobody ? firstList(answers, ({ guests }) => guests, trust) : [],
        crew: firstList(answers, ({ crew }) => crew, trust),
        locks: {
          actorsOrderLocked: entity.episode.actorsOrderLocked,
          directorsLocked: isHeld("directors"),
          writersLocked: isHeld("writers"),
        },
      },
    };
  });
  const written = new Set<number>();
  for (const alike of Map.groupBy(items, ({ rules: castRules }) => JSON.stringify(castRules)).values()) {
    const [first] = alike;
    const people = alike.map((item) => item.people);
    for (const id of await applyEpisodePeople(tx, people, first?.rules)) written.add(id);
  }
  return written;
}
