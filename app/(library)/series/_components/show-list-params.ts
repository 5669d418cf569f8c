import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { SeriesFilter } from "#lib/series/list-filter.ts";
import type { SeriesSort } from "#lib/series/list-series.ts";
import {
  seriesGapNames,
  seriesSortFields,
  seriesSorts,
  seriesStatusNames,
  showStatusNames,
} from "#lib/series/vocabulary.ts";

/** The list of series in the address: /series?q=dark&show=ended&sort=episodes. */
export const showListParams = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(seriesStatusNames)).withDefault([]),
  show: parseAsArrayOf(parseAsStringLiteral(showStatusNames)).withDefault([]),
  missing: parseAsArrayOf(parseAsStringLiteral(seriesGapNames)).withDefault([]),
  unmonitored: parseAsBoolean.withDefault(false),
  library: parseAsArrayOf(parseAsInteger).withDefault([]),
  sort: parseAsStringLiteral(seriesSortFields).withDefault("title"),
  /** Absent: the way one wants this order first. */
  dir: parseAsStringLiteral(["asc", "desc"]),
  view: parseAsStringLiteral(["grid", "table"]).withDefault("grid"),
  /** Index of the first series in sight, to come back to. */
  at: parseAsInteger.withDefault(0),
};

export type ShowListParams = inferParserType<typeof showListParams>;

export const readShowListParams = createLoader(showListParams);
export const showListAddress = createSerializer(showListParams);

/** Values of any number come in by the address: what no list needs is cut. */
const mostValues = 50;

export function filterOf({ q, status, show, missing, unmonitored, library }: ShowListParams): SeriesFilter {
  return {
    search: q,
    statuses: status,
    showStatuses: show,
    missing,
    unmonitored,
    libraryIds: library.filter((id) => id > 0 && id <= 2 ** 31 - 1).slice(0, mostValues),
  };
}

export function sortOf({ sort, dir }: ShowListParams): SeriesSort {
  return { by: sort, descending: dir === null ? seriesSorts[sort].descending : dir === "desc" };
}

/** Whether anything narrows the list, so that "Clear filters" has something to do. */
export function isFiltered({ q, status, show, missing, unmonitored, library }: ShowListParams): boolean {
  return q.trim() !== "" || unmonitored || [status, show, missing, library].some((values) => values.length > 0);
}

/** Everything that narrows the list, taken back. */
export const noFilters = {
  q: null,
  status: null,
  show: null,
  missing: null,
  unmonitored: null,
  library: null,
  at: null,
};
