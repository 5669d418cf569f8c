import { createLoader, createSerializer, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { ListPeople } from "#lib/people/list-people.ts";
import { peopleKinds, peopleSortNames, peopleSorts } from "#lib/people/vocabulary.ts";

/** The list of people in the address: /people?q=chan&kind=crew&sort=titles. */
export const peopleListParams = {
  q: parseAsString.withDefault(""),
  kind: parseAsStringLiteral(peopleKinds).withDefault("actors"),
  sort: parseAsStringLiteral(peopleSortNames).withDefault("name"),
  /** Absent: the way one wants this order first. */
  dir: parseAsStringLiteral(["asc", "desc"]),
};

export type PeopleListParams = inferParserType<typeof peopleListParams>;

export const readPeopleListParams = createLoader(peopleListParams);
export const peopleListAddress = createSerializer(peopleListParams);

export const isDescending = ({ sort, dir }: Pick<PeopleListParams, "sort" | "dir">): boolean =>
  dir === null ? peopleSorts[sort].descending : dir === "desc";

/** What the list asks the database for. */
export const listOf = (params: PeopleListParams): ListPeople => ({
  kind: params.kind,
  search: params.q,
  sort: params.sort,
  descending: isDescending(params),
});
