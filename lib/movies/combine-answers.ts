import type { Offer } from "#lib/editing/merge.ts";
import { firstList, firstSaid } from "#lib/providers/first-list.ts";
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
  /** Whose crew it is: names of directors and writers that another gives are no crew of it. */
  crewFrom: ProviderName | null;
  /** Whose the cast is; the main source's where nobody names one. */
  castFrom: ProviderName;
};

/**
 * Brings answers together. Values stay apart, for the merge decides by field; a list comes as a whole from the most
 * trusted provider that has one; ratings come from all. Undefined when nobody said anything.
 */
export function combineAnswers(
  answers: readonly ProviderMovie[],
  order: readonly ProviderName[],
  /** Providers that cannot be asked now: their lists stay. */
  silent: ReadonlySet<ProviderName> = new Set(),
): CombinedMovie | undefined {
  const ranked = answers.toSorted((a, b) => order.indexOf(a.provider) - order.indexOf(b.provider));
  const [main] = ranked;
  if (main === undefined) return undefined;
  const trust = { order, silent };
  // The film is who it is by TMDB's word; other providers only repeat the ids they were asked with.
  const { ids } = ranked.find(({ provider }) => provider === "tmdb") ?? main;
  const crew = firstSaid(ranked, (answer) => answer.crew, trust);
  const cast = firstSaid(ranked, (answer) => answer.cast, trust);
  return {
    main: main.provider,
    crewFrom: crew.from,
    ids,
    offers: ranked.map(({ provider, fields }) => ({ source: provider, values: fields })),
    ratings: ranked.toReversed().flatMap(({ ratings }) => ratings),
    cast: cast.list,
    castFrom: cast.from ?? main.provider,
    crew: crew.list,
    keywords: firstList(ranked, ({ keywords }) => keywords, trust),
    releaseDates: firstList(ranked, ({ releaseDates }) => releaseDates, trust),
    titles: firstList(ranked, ({ titles }) => titles, trust),
    collection: ranked.find(({ collection }) => collection !== null)?.collection ?? null,
    externalIds:
      ranked.find(({ externalIds }) => Object.values(externalIds).some(Boolean))?.externalIds ?? main.externalIds,
  };
}
