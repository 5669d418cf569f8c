import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { UnknownFilter } from "#lib/libraries/unknown-files.ts";
import { unknownKinds, unknownStates } from "#lib/libraries/unknown-files-vocabulary.ts";

/** The list in the address: /unknown-files?kind=image&library=2&folder=/films/Heat. */
export const unknownParams = {
  q: parseAsString.withDefault(""),
  kind: parseAsArrayOf(parseAsStringLiteral(unknownKinds)).withDefault([]),
  library: parseAsArrayOf(parseAsInteger).withDefault([]),
  folder: parseAsString.withDefault(""),
  show: parseAsStringLiteral(unknownStates).withDefault("open"),
};
export type UnknownParams = inferParserType<typeof unknownParams>;

export const readUnknownParams = createLoader(unknownParams);
export const unknownAddress = createSerializer(unknownParams);

/** Values of any length and number come in by the address: what no list needs is cut. */
const mostValues = 50;
const mostCharacters = 4096;

export function filterOf({ q, kind, library, folder, show }: UnknownParams): UnknownFilter {
  return {
    search: q.replaceAll("\0", "").slice(0, mostCharacters),
    kinds: kind,
    libraryIds: library.filter((id) => id > 0 && id <= 2 ** 31 - 1).slice(0, mostValues),
    folder: folder === "" || folder.includes("\0") ? undefined : folder.slice(0, mostCharacters),
    state: show,
  };
}

/** Whether anything narrows the list beyond what is shown first. */
export const isNarrowed = ({ q, kind, library, folder }: UnknownParams): boolean =>
  q.trim() !== "" || folder !== "" || kind.length > 0 || library.length > 0;
