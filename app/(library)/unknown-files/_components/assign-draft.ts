import { findLanguage } from "#lib/files/languages.ts";
import type { AssignmentGuess } from "#lib/libraries/unknown-files-guess.ts";
import { type AssignInput, type AssignWay, assignInput } from "#lib/libraries/unknown-files-vocabulary.ts";

/** An assignment as its form holds it. */
export type AssignDraft = {
  as: AssignWay | null;
  imageType: string;
  extraKind: string;
  /** A code or a name, as it is typed. */
  language: string;
  isForced: boolean;
};

export function draftOf({ as, imageType, extraKind, language, isForced }: AssignmentGuess): AssignDraft {
  const name = language === null ? "" : (findLanguage(language)?.name ?? language);
  return { as, imageType, extraKind, language: name, isForced };
}

/** What is sent; undefined while something is missing or not understood. */
export function readDraft(
  draft: AssignDraft,
  ids: { unknownFileId: number; movieId: number },
): AssignInput | undefined {
  const { as, imageType, extraKind, isForced } = draft;
  const typed = draft.language.trim();
  const language = typed === "" ? null : findLanguage(typed)?.code;
  if (as === "subtitle" && language === undefined) return undefined;
  return assignInput.safeParse({ ...ids, as, imageType, extraKind, language, isForced }).data;
}
