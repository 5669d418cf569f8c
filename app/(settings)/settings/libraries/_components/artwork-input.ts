import { z } from "zod";
import { artworkFacts, artworkTypesOf, type LibraryArtworkType } from "#lib/artwork/vocabulary.ts";
import type { ArtworkChoice, ArtworkChoices } from "#lib/libraries/change-artwork.ts";
import { languageWords } from "./language-words.ts";

/** Words that stand for a language beside the two-letter codes. */
const words = ["library", "original", "textless"];

const limit = z
  .string()
  .trim()
  .regex(/^\d{1,2}$/, "Write a number from 0 to 20.")
  .transform(Number)
  .refine((value) => value <= 20, "Write a number from 0 to 20.");

const languages = languageWords(words).refine((list) => list.length > 0, "Name at least one, such as textless.");

const choice = z.object({ limit, languages });
const shape: Record<LibraryArtworkType, typeof choice> = {
  poster: choice,
  fanart: choice,
  clearlogo: choice,
  clearart: choice,
  discart: choice,
  banner: choice,
  landscape: choice,
  keyart: choice,
  thumb: choice,
  characterart: choice,
};

/** The form of a library's artwork, as it is typed: a number and a list of words for each type. */
export const artworkInput = z.object(shape);
export type ArtworkInput = z.input<typeof artworkInput>;

/** What lies in a library: its form shows the types that are chosen for it, and keeps the others as they are. */
export type ArtworkKind = keyof typeof artworkTypesOf;

/** Types with their names, in the order of the form. */
export const artworkRows = (kind: ArtworkKind) =>
  artworkTypesOf[kind].map((type) => ({ type, label: artworkFacts[type].label }));

const toText = ({ limit, languages }: ArtworkChoice) => ({ limit: String(limit), languages: languages.join(", ") });

/** What is in force, as the form holds it. */
export const toArtworkInput = (choices: ArtworkChoices): ArtworkInput => ({
  poster: toText(choices.poster),
  fanart: toText(choices.fanart),
  clearlogo: toText(choices.clearlogo),
  clearart: toText(choices.clearart),
  discart: toText(choices.discart),
  banner: toText(choices.banner),
  landscape: toText(choices.landscape),
  keyart: toText(choices.keyart),
  thumb: toText(choices.thumb),
  characterart: toText(choices.characterart),
});
