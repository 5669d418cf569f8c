/** Whom the list of people shows. */
export const peopleKinds = ["actors", "crew"] as const;
export type PeopleKind = (typeof peopleKinds)[number];
export const peopleKindLabels = { actors: "Cast", crew: "Crew" } as const satisfies Record<PeopleKind, string>;

/** Orders of the list of people, and which way one wants each first. */
export const peopleSorts = {
  name: { label: "Name", descending: false },
  titles: { label: "Titles", descending: true },
} as const;
export type PeopleSort = keyof typeof peopleSorts;
export const peopleSortNames = ["name", "titles"] as const satisfies readonly PeopleSort[];
