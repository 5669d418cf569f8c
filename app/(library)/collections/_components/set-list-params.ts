import { createLoader, createSerializer, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { collectionFilterNames, collectionSortNames } from "#lib/collections/vocabulary.ts";

/** The list of sets in the address: /collections?q=alien&filter=incomplete&sort=missing. */
export const setListParams = {
  q: parseAsString.withDefault(""),
  filter: parseAsStringLiteral(collectionFilterNames),
  sort: parseAsStringLiteral(collectionSortNames).withDefault("name"),
  /** Where the page before ended. */
  after: parseAsString,
};

export type SetListParams = inferParserType<typeof setListParams>;

export const readSetListParams = createLoader(setListParams);
export const setListAddress = createSerializer(setListParams);
