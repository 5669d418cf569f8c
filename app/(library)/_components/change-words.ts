import { type ArtworkType, artworkFacts, artworkTypes } from "#lib/artwork/vocabulary.ts";
import { collectionLocks } from "#lib/collections/vocabulary.ts";
import { isEmpty } from "#lib/editing/values.ts";
import { labelOfSource } from "#lib/editing/vocabulary.ts";
import { isLockField } from "#lib/editing/write-locks.ts";
import { movieLocks } from "#lib/movies/fields.ts";
import { labelOfField } from "#lib/movies/vocabulary.ts";
import { personLocks } from "#lib/people/vocabulary.ts";
import { labelOfSeriesField } from "#lib/series/edit-vocabulary.ts";
import { episodeLocks, seasonLocks, seriesLocks } from "#lib/series/read-nfo.ts";
import { trailerField } from "#lib/trailers/vocabulary.ts";
import { describeCastChange, namesOfCast } from "./cast-words.ts";
import { textOfValue } from "./value-text.ts";

type Values = { field: string; oldValue: unknown; newValue: unknown; isUndo: boolean };
type Words = {
  /** Null where there was nothing to tell of: a first reading, or a sentence. */
  before: string | null;
  after: string;
  /** True where `after` says all of it. */
  isSentence: boolean;
};

/** How the history of one kind of item says what it tells of. */
export type ChangeWords = {
  labelOf(field: string): string;
  wordsOf(change: Values): Words;
  /** One value, as a preview shows it. */
  textOf(field: string, value: unknown): string;
  /** What makes one value of the other, where that says more than both of them. */
  differenceOf?(field: string, now: unknown, becomes: unknown): string | undefined;
};

/** Of films and series. Pictures are only counted: their addresses say nothing to people. */
export const fieldWords: ChangeWords = { labelOf: labelOfChange, wordsOf, textOf: textOfChange, differenceOf };

function wordsOf({ field, oldValue, newValue }: Values): Words {
  if (field === "*") {
    const names = newValue !== null && typeof newValue === "object" ? Object.entries(newValue) : [];
    const read = names.filter(([, value]) => !isEmpty(value)).map(([name]) => labelOfChange(name));
    return { before: null, after: read.length === 0 ? "Nothing was found" : read.join(", "), isSentence: false };
  }
  const difference = differenceOf(field, oldValue, newValue);
  if (difference !== undefined) return { before: null, after: difference, isSentence: false };
  return { before: textOfChange(field, oldValue), after: textOfChange(field, newValue), isSentence: false };
}

/** The names of two casts are nearly the same, and too many to compare. */
function differenceOf(field: string, now: unknown, becomes: unknown): string | undefined {
  return field === "cast" ? describeCastChange(now, becomes) : undefined;
}

function textOfChange(field: string, value: unknown): string {
  if (isArtworkType(field)) return countOf(value);
  if (field === "cast") return namesOfCast(value);
  if (isLockField(field)) return value === true ? "locked" : "not locked";
  if (field === "episodeOrder") return orderOf(value);
  if (field === trailerField) return trailerOf(value);
  return textOfValue(value);
}

/** Uploads have no address. What stands behind the question mark of a file's may be a key. */
function trailerOf(value: unknown): string {
  if (typeof value !== "string") return "none";
  if (value.startsWith("upload:")) return "an upload";
  return value.startsWith("https://www.youtube.com/") ? value : value.replace(/\?.*$/, "");
}

/** Orders that are a provider's own have a number there, which says nothing to people. */
function orderOf(value: unknown): string {
  const [source = "", own] = String(value ?? "aired").split(":");
  return own === undefined
    ? `${source.charAt(0).toUpperCase()}${source.slice(1)} order`
    : `an order of ${labelOfSource(source)}`;
}

function countOf(value: unknown): string {
  const count = Array.isArray(value) ? value.length : 0;
  if (count === 0) return "none";
  return count === 1 ? "1 picture" : `${count} pictures`;
}

/** Fields whose values are places on disk, which viewers do not see. */
export const pathFields: readonly string[] = ["filePath", "directoryPath"];

/** What the forms do not have. */
const otherLabels: Readonly<Record<string, string>> = {
  cast: "Cast",
  identity: "Identity",
  [trailerField]: "Trailer",
  filePath: "File",
  directoryPath: "Folder",
  actorsOrder: "Order of the cast",
};

const isArtworkType = (field: string): field is ArtworkType => artworkTypes.some((type) => type === field);

/** The field or kind of picture that a lock is of, by its column. */
const lockedBy = new Map(
  [collectionLocks, personLocks, movieLocks, seriesLocks, seasonLocks, episodeLocks].flatMap((locks) =>
    Object.entries(locks).map(([field, column]): [string, string] => [column, field]),
  ),
);

/** What people call a field, a kind of picture, or the lock of one. */
function labelOfChange(field: string): string {
  if (field === "*") return "First reading";
  if (isLockField(field)) return `Lock of ${labelOfChange(lockedBy.get(field) ?? "")}`;
  if (isArtworkType(field)) return artworkFacts[field].label;
  const ofFilm = otherLabels[field] ?? labelOfField(field);
  return ofFilm === field ? labelOfSeriesField(field) : ofFilm;
}
