import type { Offer } from "#lib/editing/merge.ts";
import type { ProviderMovie } from "#lib/providers/provider.ts";
import type { ProviderName } from "#lib/providers/vocabulary.ts";

/** What several providers say of one film, as the merge and the lists beside it need it. */
export type CombinedMovie = Pick<
  ProviderMovie,
  "ratings" | "cast" | "crew" | "collection" | "keywords" | "releaseDates" | "titles" | "externalIds" | "ids"
> & {
  /** Values by provider, most trusted first. */
  offers: Offer[];
  /** Whose lists of people, titles and the like count. */
  main: ProviderName;
};

/**
 * Brings answers together. Values stay apart, for the merge decides by field; a list comes as a whole from the most
 * trusted provider that has one; ratings come from all. Undefined when nobody said anything.
 */
export function combineAnswers(
  answers: readonly ProviderMovie[],
  order: readonly ProviderName[],
  /** What providers that cannot be asked now said before. */
  before: readonly Offer[] = [],
): CombinedMovie | undefined {
  const ranked = answers.toSorted((a, b) => order.indexOf(a.provider) - order.indexOf(b.provider));
  const [main] = ranked;
  if (main === undefined) return undefined;
  const firstList = <K extends "cast" | "crew" | "keywords" | "releaseDates" | "titles">(field: K): ProviderMovie[K] =>
    (ranked.find((answer) => answer[field].length > 0) ?? main)[field];
  // The film is who it is by TMDB's word; other providers only repeat the ids they were asked with.
  const { ids } = ranked.find(({ provider }) => provider === "tmdb") ?? main;
  return {
    main: main.provider,
    ids,
    offers: [...ranked.map(({ provider, fields }) => ({ source: provider, values: fields })), ...before],
    ratings: ranked.toReversed().flatMap(({ ratings }) => ratings),
    cast: firstList("cast"),
    crew: firstList("crew"),
    keywords: firstList("keywords"),
    releaseDates: firstList("releaseDates"),
    titles: firstList("titles"),
    collection: ranked.find(({ collection }) => collection !== null)?.collection ?? null,
    externalIds:
      ranked.find(({ externalIds }) => Object.values(externalIds).some(Boolean))?.externalIds ?? main.externalIds,
  };
}
