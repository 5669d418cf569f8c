import {
  type BulkEdit,
  bulkListFields,
  bulkListWays,
  type EditableField,
  editableFields,
  isEditableField,
} from "#lib/movies/vocabulary.ts";

/** One thing to change of many films, as it is being typed. */
export type BulkRow = {
  key: number;
  /** A field, or `lock`. */
  field: string;
  way: string;
  names: readonly string[];
  /** A text, a number, or the field whose lock is meant. */
  text: string;
};

type Choice = { value: string; label: string };
const singleFields = ["contentRating", "collection", "userRating"] as const satisfies readonly EditableField[];

export const isListField = (field: string): field is (typeof bulkListFields)[number] =>
  bulkListFields.some((name) => name === field);

export const bulkFieldChoices: readonly Choice[] = [
  ...[...bulkListFields, ...singleFields].map((field) => ({ value: field, label: editableFields[field].label })),
  { value: "lock", label: "Lock of a field" },
];

const valueWays: readonly Choice[] = [
  { value: "set", label: "Set to" },
  { value: "empty", label: "Empty" },
];
const lockWays: readonly Choice[] = [
  { value: "lock", label: "Lock" },
  { value: "unlock", label: "Unlock" },
];
const listWays: readonly Choice[] = Object.entries(bulkListWays).map(([value, label]) => ({ value, label }));

/** What can be done with a field. */
export function waysOf(field: string): readonly Choice[] {
  if (isListField(field)) return listWays;
  return field === "lock" ? lockWays : valueWays;
}

export const lockChoices: readonly Choice[] = Object.entries(editableFields).map(([value, { label }]) => ({
  value,
  label,
}));

export function newRow(key: number, field = "tags"): BulkRow {
  return { key, field, way: waysOf(field)[0]?.value ?? "", names: [], text: field === "lock" ? "title" : "" };
}

/** Fields that a row may still choose: each but the lock is changed once. */
export const freeChoices = (rows: readonly BulkRow[], row: BulkRow): readonly Choice[] =>
  bulkFieldChoices.filter(
    ({ value }) => value === "lock" || !rows.some((other) => other.key !== row.key && other.field === value),
  );

/** What is to be sent, or what is still missing. */
export function editOf(rows: readonly BulkRow[]): { edit: BulkEdit } | { problem: string } {
  const edit: BulkEdit = { lists: {}, values: {}, lock: [], unlock: [] };
  for (const { field, way, names, text } of rows) {
    if (isListField(field)) {
      const wanted = way === "remove" || way === "set" ? way : "add";
      if (names.length === 0 && wanted !== "set") return { problem: `Type a name for ${labelOf(field)}.` };
      edit.lists[field] = { way: wanted, names: [...names] };
    } else if (field === "lock") {
      if (isEditableField(text)) edit[way === "unlock" ? "unlock" : "lock"].push(text);
    } else {
      const typed = text.trim();
      if (way === "set" && typed === "") return { problem: `Type a value for ${labelOf(field)}.` };
      const number = Number(typed.replace(",", "."));
      if (field === "userRating" && way === "set" && !(number >= 0 && number <= 10)) {
        return { problem: "A rating is 0 to 10." };
      }
      if (field === "userRating") edit.values.userRating = way === "empty" ? null : number;
      if (field === "contentRating") edit.values.contentRating = way === "empty" ? null : typed;
      if (field === "collection") edit.values.collection = way === "empty" ? null : typed;
    }
  }
  return { edit };
}

const labelOf = (field: string): string => bulkFieldChoices.find(({ value }) => value === field)?.label ?? field;
