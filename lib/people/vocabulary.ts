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

/** What the history of a person calls what a person may change, and what it is locked by. */
export const personFields = {
  name: { label: "Name", lock: "nameLocked" },
  portrait: { label: "Portrait", lock: "imageLocked" },
} as const;
/** Locks by what they lock. */
export const personLocks = { name: "nameLocked", portrait: "imageLocked" } as const;
export type PersonField = keyof typeof personFields;
export const isPersonField = (field: string): field is PersonField => Object.hasOwn(personFields, field);

/** What else the history of a person tells of. */
const otherLabels: Readonly<Record<string, string>> = {
  merge: "Merge",
  split: "Split",
  imdbId: "IMDb id",
  biography: "Biography",
  birthday: "Born",
  deathday: "Died",
  birthPlace: "Place of birth",
};
export const labelOfPersonField = (field: string): string =>
  isPersonField(field) ? personFields[field].label : (otherLabels[field] ?? field);
