import { artworkFacts, isMovieArtworkType } from "#lib/artwork/vocabulary.ts";
import { isEmpty } from "#lib/editing/values.ts";
import { labelOfField } from "#lib/movies/vocabulary.ts";
import { textOfValue } from "./value-text.ts";

type Values = { field: string; oldValue: unknown; newValue: unknown };

/** A change of a film or series in words. Pictures are only counted: their addresses say nothing to people. */
export function wordsOf({ field, oldValue, newValue }: Values): {
  label: string;
  before: string | null;
  after: string;
} {
  if (field === "*") {
    const names = newValue !== null && typeof newValue === "object" ? Object.entries(newValue) : [];
    const read = names.filter(([, value]) => !isEmpty(value)).map(([name]) => labelOf(name));
    return { label: "First reading", before: null, after: read.length === 0 ? "Nothing was found" : read.join(", ") };
  }
  if (isMovieArtworkType(field)) {
    return { label: artworkFacts[field].label, before: countOf(oldValue), after: countOf(newValue) };
  }
  return { label: labelOf(field), before: textOfValue(oldValue), after: textOfValue(newValue) };
}

function countOf(value: unknown): string {
  const count = Array.isArray(value) ? value.length : 0;
  if (count === 0) return "none";
  return count === 1 ? "1 picture" : `${count} pictures`;
}

/** Fields whose values are places on disk, which viewers do not see. */
export const pathFields: readonly string[] = ["filePath", "directoryPath"];

/** What the form of a film does not have. */
const otherLabels: Readonly<Record<string, string>> = {
  firstAired: "First aired",
  episodeOrder: "Episode order",
  cast: "Cast",
  filePath: "File",
  directoryPath: "Folder",
};

const labelOf = (field: string): string => otherLabels[field] ?? labelOfField(field);
