import { nameOfMerged } from "#lib/collections/merge-collections.ts";
import { labelOfCollectionField } from "#lib/collections/vocabulary.ts";
import { wordsOf } from "../../../_components/change-words.ts";
import { textOfValue } from "../../../_components/value-text.ts";

type Values = { field: string; oldValue: unknown; newValue: unknown; undoOf: number | null };

/** A change of a set in words: a value, a picture, a merge, or that it was deleted. */
export function wordsOfSetChange(change: Values): { label: string; before: string | null; after: string } {
  const { field, oldValue, newValue, undoOf } = change;
  const label = labelOfCollectionField(field);
  if (field === "merge") {
    const name = nameOfMerged(undoOf === null ? newValue : oldValue);
    const after = undoOf === null ? `"${name}" was merged into this set` : `"${name}" is a set of its own again`;
    return { label, before: null, after };
  }
  if (field === "removed") {
    return { label, before: null, after: undoOf === null ? "The set was deleted" : "The set is back" };
  }
  if (label === field) return wordsOf(change);
  return { label, before: textOfValue(oldValue), after: textOfValue(newValue) };
}
