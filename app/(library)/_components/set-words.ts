import { nameOfMerged } from "#lib/collections/merge-collections.ts";
import { labelOfCollectionField } from "#lib/collections/vocabulary.ts";
import { type ChangeWords, fieldWords } from "./change-words.ts";
import { textOfValue } from "./value-text.ts";

/** How the history of a film set says what it tells of. */
export const setWords: ChangeWords = {
  labelOf: (field) =>
    labelOfCollectionField(field) === field ? fieldWords.labelOf(field) : labelOfCollectionField(field),
  wordsOf({ field, oldValue, newValue, isUndo }) {
    if (field === "merge") {
      const name = nameOfMerged(isUndo ? oldValue : newValue);
      const after = isUndo ? `“${name}” is a set of its own again` : `“${name}” was merged into this set`;
      return { before: null, after, isSentence: true };
    }
    if (field === "removed") {
      return { before: null, after: isUndo ? "The set is back" : "The set was deleted", isSentence: true };
    }
    return { before: setWords.textOf(field, oldValue), after: setWords.textOf(field, newValue), isSentence: false };
  },
  textOf(field, value) {
    if (field === "merge") return value === null ? "Two sets" : `“${nameOfMerged(value)}” is part of this set`;
    if (field === "removed") return value === null ? "There" : "Deleted";
    return labelOfCollectionField(field) === field ? fieldWords.textOf(field, value) : textOfValue(value);
  },
};
