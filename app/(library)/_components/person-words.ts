import { labelOfPersonField } from "#lib/people/vocabulary.ts";
import { type ChangeWords, fieldWords } from "./change-words.ts";
import { textOfValue } from "./value-text.ts";

/** How the history of a person says what it tells of. */
export const personWords: ChangeWords = {
  labelOf: (field) => (labelOfPersonField(field) === field ? fieldWords.labelOf(field) : labelOfPersonField(field)),
  wordsOf({ field, oldValue, newValue, isUndo }) {
    if (field === "merge" || field === "split") {
      const name = nameOf(isUndo ? oldValue : newValue);
      return { before: null, after: isUndo ? undoneSentences[field](name) : sentences[field](name), isSentence: true };
    }
    return {
      before: personWords.textOf(field, oldValue),
      after: personWords.textOf(field, newValue),
      isSentence: false,
    };
  },
  textOf(field, value) {
    // What is now is the name of the other one; what was is a record of both.
    if (field === "merge") return typeof value === "string" ? `“${value}” is this person` : "Two people";
    if (field === "split") return Array.isArray(value) ? "One person" : `“${nameOf(value)}” is a person of their own`;
    if (field === "portrait") return value === null ? "none" : "a picture";
    return labelOfPersonField(field) === field ? fieldWords.textOf(field, value) : textOfValue(value);
  },
};

const sentences = {
  merge: (name: string) => `“${name}” was merged into this person`,
  split: (name: string) => `“${name}” was split off`,
} as const;
const undoneSentences = {
  merge: (name: string) => `“${name}” is a person of their own again`,
  split: (name: string) => `“${name}” is part of this person again`,
} as const;

function nameOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null && "name" in value ? String(value.name) : "Somebody";
}
