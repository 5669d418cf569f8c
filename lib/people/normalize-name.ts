import { capName } from "#lib/cap-name.ts";

/**
 * Marks that decorate a letter and may be left out in writing: accents, points of Hebrew, vowel signs of Arabic, and the
 * selectors of how an emoji looks. The marks of other scripts (vowels of Devanagari and Thai, the voicing of kana) make
 * another letter, so they stay.
 */
const decorationRanges = [
  "0300-036f 0483-0489",
  "0591-05bd 05bf-05bf 05c1-05c2 05c4-05c5 05c7-05c7",
  "0610-061a 064b-065f 0670-0670 06d6-06dc 06df-06e4 06e7-06e8 06ea-06ed",
  "1ab0-1aff 1dc0-1dff 20d0-20f0 fe20-fe2f",
  "fe00-fe0f e0100-e01ef",
];
const decorations = new RegExp(
  `[${decorationRanges.join(" ").replaceAll(/(\w+)-(\w+) ?/g, String.raw`\u{$1}-\u{$2}`)}]`,
  "gu",
);

/**
 * The form by which people without a database id are told apart: accents and punctuation removed, lower case, single
 * spaces. Letters of every script stay. A name of signs alone keeps them. Cut, since it is indexed and taking marks
 * apart can make a name longer.
 */
export function normalizeName(name: string): string {
  // The sigma at the end of a word is the same letter; its capital does not tell them apart.
  const plain = name.normalize("NFKD").replaceAll(decorations, "").toLowerCase().replaceAll("ς", "σ");
  const normalized = plain.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
  return capName(normalized || plain.replaceAll(/\s+/gu, " ").trim() || name.trim());
}

/** No normalised name has both a letter or digit and this sign, so what is marked never meets what is found by name. */
const mark = " #";

/**
 * A name for a person that was told apart by hand from another of the same name: nobody is found by it outside of the
 * casts they are in. `actorId` makes it theirs alone.
 */
export const markedName = (nameNormalized: string, actorId: number): string =>
  `${plainName(nameNormalized)}${mark}${actorId}`;

export const isMarked = (nameNormalized: string): boolean => /.#\d+$/u.test(nameNormalized);

/** The name without the mark. */
export const plainName = (nameNormalized: string): string => nameNormalized.replace(/ #\d+$/u, "");
