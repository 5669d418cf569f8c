import { basename, dirname } from "node:path";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraryRoots, movies, unknownFiles } from "#db/schema/index.ts";
import { isMovieArtworkType, type MovieArtworkType } from "#lib/artwork/vocabulary.ts";
import { AppError } from "#lib/errors.ts";
import { readArtworkName } from "#lib/files/artwork-names.ts";
import type { ExtraType } from "#lib/files/media-types.ts";
import { lastWords, readSubtitleName } from "#lib/files/subtitle-names.ts";
import { liesBelow } from "./unknown-files.ts";
import { type AssignWay, type UnknownKind, unknownKinds, waysOfKind } from "./unknown-files-vocabulary.ts";

export type NearFilm = { movieId: number; title: string; year: number | null; libraryId: number };

/** What a file most likely is, for a form that a person only has to confirm. */
export type AssignmentGuess = {
  ways: readonly AssignWay[];
  as: AssignWay | null;
  imageType: MovieArtworkType;
  extraKind: ExtraType;
  language: string | null;
  isForced: boolean;
  /** Films in its folder, or in the nearest folder above it that holds some; else those whose title its name holds. */
  films: NearFilm[];
};

/** Throws not_found for a file that is not in the list any more. */
export async function guessAssignment(db: Db, params: { unknownFileId: number }): Promise<AssignmentGuess> {
  const [file] = await db.select().from(unknownFiles).where(eq(unknownFiles.id, params.unknownFileId));
  if (!file) throw new AppError("not_found", "This file is not in the list any more.");
  const films = await listNearFilms(db, file);
  const kind = unknownKinds.find((one) => one === file.kind) ?? "other";
  return { ...guessByName({ path: file.path, kind }), films: sortByName(films, file.path) };
}

/** What the name alone says. Names that say nothing get what is most common: a poster, a trailer. */
export function guessByName({ path, kind }: { path: string; kind: UnknownKind }): Omit<AssignmentGuess, "films"> {
  const name = basename(path).replace(/\.[^.]+$/, "");
  const extraKind = guessExtra(name);
  const subtitle = readSubtitleName(basename(path), lastWords(name.replaceAll(/[\s_()[\]-]+/g, ".")));
  const ways: readonly AssignWay[] = waysOfKind[kind];
  const as = kind === "video" && extraKind !== "trailer" ? "extra" : (ways[0] ?? null);
  const { language, isForced } = subtitle;
  return { ways, as, imageType: guessPicture(name), extraKind, language, isForced };
}

/** Words in the names of extras, the first that is found counts. */
const extraWords: readonly (readonly [RegExp, ExtraType])[] = [
  [/trailer|teaser|promo/i, "trailer"],
  [/sample/i, "sample"],
  [/making.?of|behind|bts|b-?roll/i, "behindthescenes"],
  [/delete[dt]|cut.?scene/i, "deleted"],
  [/interview|q.?&.?a/i, "interview"],
  [/featurette|documentary/i, "featurette"],
  [/short/i, "short"],
  [/scene/i, "scene"],
  [/clip/i, "clip"],
  [/theme/i, "theme"],
];

const guessExtra = (name: string): ExtraType => extraWords.find(([word]) => word.test(name))?.[1] ?? "other";

const pictureWords: readonly (readonly [RegExp, MovieArtworkType])[] = [
  [/fan.?art|back.?drop|background|wallpaper/i, "fanart"],
  [/logo/i, "clearlogo"],
  [/clear.?art/i, "clearart"],
  [/dis[ck]|\bcd\b|\bdvd\b/i, "discart"],
  [/banner/i, "banner"],
  [/key.?art|textless/i, "keyart"],
  [/landscape|16.?9/i, "landscape"],
  [/thumb|screen|shot|still/i, "thumb"],
];

function guessPicture(name: string): MovieArtworkType {
  const word = pictureWords.find(([known]) => known.test(name))?.[1];
  const last = name.split(/[-_. ]/).at(-1) ?? "";
  const named = readArtworkName(last)?.type ?? "";
  return word ?? (isMovieArtworkType(named) ? named : "poster");
}

const mostNear = 20;
const nearColumns = { movieId: movies.id, title: movies.title, year: movies.year, libraryId: movies.libraryId };
/** Shorter titles stand in too many names by chance. */
const shortestTitle = 4;

async function listNearFilms(db: Db, file: { libraryId: number; path: string }): Promise<NearFilm[]> {
  const roots = await db
    .select({ path: libraryRoots.path })
    .from(libraryRoots)
    .where(eq(libraryRoots.libraryId, file.libraryId));
  const top = roots.find((root) => file.path.startsWith(`${root.path}/`))?.path;
  if (top === undefined) return [];
  for (let folder = dirname(file.path); folder.startsWith(top) && folder !== top; folder = dirname(folder)) {
    const films = await listFilmsBelow(db, { libraryId: file.libraryId, folder });
    if (films.length > 0) return films;
  }
  return listNamedFilms(db, file);
}

function listFilmsBelow(db: Db, params: { libraryId: number; folder: string }): Promise<NearFilm[]> {
  return db
    .select(nearColumns)
    .from(movies)
    .where(
      and(
        eq(movies.libraryId, params.libraryId),
        isNull(movies.deletedAt),
        liesBelow(movies.filePath, `${params.folder}/`),
      ),
    )
    .orderBy(asc(movies.filePath))
    .limit(mostNear);
}

/** In the library's own folder, or in one without films, only a title in the name tells. */
function listNamedFilms(db: Db, file: { libraryId: number; path: string }): Promise<NearFilm[]> {
  const name = basename(file.path).toLowerCase().replaceAll(/[._]+/g, " ");
  return db
    .select(nearColumns)
    .from(movies)
    .where(
      and(
        eq(movies.libraryId, file.libraryId),
        isNull(movies.deletedAt),
        sql`length(${movies.title}) >= ${shortestTitle}`,
        sql`${name} like '%' || lower(${movies.title}) || '%'`,
      ),
    )
    .orderBy(sql`length(${movies.title}) desc`, asc(movies.id))
    .limit(mostNear);
}

/** Films whose title stands in the file's name come first. */
function sortByName(films: readonly NearFilm[], path: string): NearFilm[] {
  const fold = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");
  const name = fold(basename(path));
  const isNamed = ({ title }: NearFilm) => fold(title) !== "" && name.includes(fold(title));
  return films.toSorted((a, b) => Number(isNamed(b)) - Number(isNamed(a)));
}
