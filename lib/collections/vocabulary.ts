import { z } from "zod";

/** What a person may change of a film set, and its lock. */
export const collectionFields = {
  name: { label: "Name", lock: "nameLocked" },
  sortTitle: { label: "Sort title", lock: "sortTitleLocked" },
  overview: { label: "Overview", lock: "overviewLocked" },
} as const;
export type CollectionField = keyof typeof collectionFields;

/** Locks that are columns, by what they lock. */
export const collectionLocks = { name: "nameLocked", overview: "overviewLocked" } as const;
export type CollectionLock = keyof typeof collectionLocks;

/** What the history of a set calls what is no field. */
const eventLabels: Readonly<Record<string, string>> = { merge: "Merge", removed: "Deletion" };

export const labelOfCollectionField = (field: string): string =>
  isCollectionField(field) ? collectionFields[field].label : (eventLabels[field] ?? field);

export const collectionFilters = { complete: "Complete", incomplete: "Incomplete", own: "Own" } as const;
export type CollectionFilter = keyof typeof collectionFilters;
export const collectionFilterNames = ["complete", "incomplete", "own"] as const satisfies readonly CollectionFilter[];

export const collectionSorts = { name: "Name", missing: "Missing films" } as const;
export type CollectionSort = keyof typeof collectionSorts;
export const collectionSortNames = ["name", "missing"] as const satisfies readonly CollectionSort[];

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((value) => (value === "" ? null : value))
    .nullable();

/** Fields as a form sends them; an empty text is none. */
export const collectionEditSchema = z.object({
  name: z.string().trim().min(1, "A set needs a name.").max(300, "A name has at most 300 characters.").optional(),
  sortTitle: text(300).optional(),
  overview: text(20_000).optional(),
});
export type CollectionEdit = z.output<typeof collectionEditSchema>;

export function isCollectionField(field: string): field is CollectionField {
  return Object.hasOwn(collectionFields, field);
}
