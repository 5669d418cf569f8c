import { join } from "node:path";
import { and, eq, inArray, isNull, like, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, libraryRoots, movies, recycleBin, series } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { imageExtensions, videoExtensions } from "#lib/files/media-types.ts";
import { isInside } from "#lib/files/safe-path.ts";
import { foldText, searchMaxChars } from "#lib/fold-text.ts";
import { inBin } from "./in-bin.ts";
import { cacheAsLibrary, type RecycledKind } from "./vocabulary.ts";

export type RecycledFilter = {
  /** In the path, or in the title of the film or series it belonged to. */
  search?: string;
  /** Any of these; none for all. */
  kinds?: readonly RecycledKind[];
  /** Any of these, cacheAsLibrary among them; none for all. */
  libraryIds?: readonly number[];
};

/** A folder that files come from, and whose it is. */
export type RecycledPlace = { libraryId: number; name: string; path: string };

const extensions = { nfo: ["nfo"], picture: [...imageExtensions], video: [...videoExtensions] } as const;
const known = Object.values(extensions).flat();

export function kindOf(fileType: string | null): RecycledKind {
  if (fileType === "nfo") return "nfo";
  if (fileType !== null && imageExtensions.has(fileType)) return "picture";
  return fileType !== null && videoExtensions.has(fileType) ? "video" : "other";
}

const isKind = (kind: RecycledKind): SQL | undefined =>
  kind === "other"
    ? or(isNull(recycleBin.fileType), notInArray(recycleBin.fileType, known))
    : inArray(recycleBin.fileType, [...extensions[kind]]);

/** The folders of all libraries that are there, and Metarr's cache. */
export async function listPlaces(db: Db): Promise<RecycledPlace[]> {
  const roots = await db
    .select({ libraryId: libraryRoots.libraryId, name: libraries.name, path: libraryRoots.path })
    .from(libraryRoots)
    .innerJoin(libraries, and(eq(libraries.id, libraryRoots.libraryId), isNull(libraries.deletedAt)))
    .orderBy(libraries.name, libraryRoots.id);
  return [...roots, { libraryId: cacheAsLibrary, name: "Metarr's cache", path: join(env.DATA_DIR, "cache") }];
}

export const placeOf = (places: readonly RecycledPlace[], path: string): RecycledPlace | undefined =>
  places.find((place) => isInside(place.path, path));

/** What a query of the bin that joins its film and series has to hold. */
export function conditionOf(
  { search = "", kinds = [], libraryIds = [] }: RecycledFilter,
  places: readonly RecycledPlace[],
): SQL | undefined {
  const text = search.trim().slice(0, searchMaxChars).toLowerCase();
  const below = places.filter(({ libraryId }) => libraryIds.includes(libraryId)).map(({ path }) => isBelow(path));
  return and(
    inBin,
    kinds.length === 0 ? undefined : or(...kinds.map(isKind)),
    libraryIds.length === 0 ? undefined : (or(...below) ?? sql`1 = 0`),
    text === ""
      ? undefined
      : or(
          // Some systems write an umlaut as a letter and its dots.
          ...["NFC", "NFD"].map((form) => inPath(text.normalize(form))),
          hasWords(movies.searchText, search),
          hasWords(series.searchText, search),
        ),
  );
}

/** SQLite knows the case of ASCII alone, PostgreSQL that of its locale: the other letters of the text are made small one by one. */
function inPath(text: string): SQL {
  let path = sql`lower(${recycleBin.originalPath})`;
  for (const letter of new Set(text)) {
    const capital = letter.toUpperCase();
    if (letter > "\x7f" && capital !== letter) path = sql`replace(${path}, ${capital}, ${letter})`;
  }
  return sql`${path} like ${`%${text.replaceAll(/[\\%_]/g, "\\$&")}%`} escape '\\'`;
}

/** Titles are kept without accents and case; each word of the search has to be in one. */
function hasWords(column: typeof movies.searchText | typeof series.searchText, search: string): SQL | undefined {
  const words = foldText(search).split(" ").filter(Boolean);
  return words.length === 0 ? undefined : and(...words.map((word) => like(column, `%${word}%`)));
}

/** Both engines count characters, not the UTF-16 units of JavaScript. */
function isBelow(folder: string): SQL {
  const start = `${folder}/`;
  return sql`substr(${recycleBin.originalPath}, 1, ${[...start].length}) = ${start}`;
}
