import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { RecycledFilter } from "#lib/recycle/recycled-filter.ts";
import { recycledKinds } from "#lib/recycle/vocabulary.ts";

/** The files in the address: /recycle-bin?q=heat&kind=nfo&library=2. */
export const recycledParams = {
  q: parseAsString.withDefault(""),
  kind: parseAsArrayOf(parseAsStringLiteral(recycledKinds)).withDefault([]),
  library: parseAsArrayOf(parseAsInteger).withDefault([]),
};
export type RecycledParams = inferParserType<typeof recycledParams>;

export const readRecycledParams = createLoader(recycledParams);
export const recycledAddress = createSerializer(recycledParams);

/** Values of any length and number come in by the address: what no list needs is cut. */
const mostValues = 50;
const mostCharacters = 1000;

export const filterOf = ({ q, kind, library }: RecycledParams): RecycledFilter => ({
  search: q.replaceAll("\0", "").slice(0, mostCharacters),
  kinds: kind,
  libraryIds: library.filter((id) => id >= 0 && id <= 2 ** 31 - 1).slice(0, mostValues),
});

export const isNarrowed = ({ q, kind, library }: RecycledParams): boolean =>
  q.trim() !== "" || kind.length > 0 || library.length > 0;
