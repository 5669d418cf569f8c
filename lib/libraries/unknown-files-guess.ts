import { basename } from "node:path";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, unknownFiles } from "#db/schema/index.ts";
import { type ArtworkType, artworkTypes } from "#lib/artwork/vocabulary.ts";
import { AppError } from "#lib/errors.ts";
import { readArtworkName } from "#lib/files/artwork-names.ts";
import type { ExtraType } from "#lib/files/media-types.ts";
import { lastWords, readSubtitleName } from "#lib/files/subtitle-names.ts";
import { listNearFilms, type NearFilm } from "./unknown-files-near-films.ts";
import { guessPlace, listNearShows, type NearShow, type ShowPlace } from "./unknown-files-near-shows.ts";
import {
  type AssignWay,
  picturesOfOwner,
  type UnknownKind,
  unknownKinds,
  waysOfKind,
} from "./unknown-files-vocabulary.ts";

/** What a file most likely is, for a form that a person only has to confirm. */
export type AssignmentGuess = {
  ways: readonly AssignWay[];
  as: AssignWay | null;
  imageType: ArtworkType;
  extraKind: ExtraType;
  language: string | null;
  isForced: boolean;
  /** Films in its folder, or in the nearest folder above it that holds some; else those whose title its name holds. */
  films: NearFilm[];
  /** Of a file in a library of series instead: the series it lies in, or whose title its path holds. */
  shows: NearShow[];
  /** Which season or episode of the first of them. */
  place: ShowPlace;
  libraryType: "movie" | "tv";
};

/** Throws not_found for a file that is not in the list any more. */
export async function guessAssignment(db: Db, params: { unknownFileId: number }): Promise<AssignmentGuess> {
  const [row] = await db
    .select({ file: unknownFiles, libraryType: libraries.type })
    .from(unknownFiles)
    .innerJoin(libraries, eq(libraries.id, unknownFiles.libraryId))
    .where(eq(unknownFiles.id, params.unknownFileId));
  if (!row) throw new AppError("not_found", "This file is not in the list any more.");
  const { file } = row;
  const kind = unknownKinds.find((one) => one === file.kind) ?? "other";
  const byName = guessByName({ path: file.path, kind });
  if (row.libraryType !== "tv") {
    const films = await listNearFilms(db, file);
    return { ...byName, libraryType: "movie", films, shows: [], place: nowhere };
  }
  const shows = await listNearShows(db, file);
  const place = shows[0] ? await guessPlace(db, { show: shows[0], path: file.path }) : nowhere;
  const ofPicture = kind === "image" ? guessOwner({ path: file.path, imageType: byName.imageType, place }) : { place };
  return { ...byName, libraryType: "tv", films: [], shows, ...ofPicture };
}

/** A picture with an episode's numbers is its still, unless its name says otherwise; seasons have few kinds of pictures. */
function guessOwner({ path, imageType, place }: Pick<AssignmentGuess, "imageType" | "place"> & { path: string }) {
  const isStill = imageType === "thumb" || (imageType === "poster" && !/poster|cover|folder/i.test(basename(path)));
  if (place.episodeId !== null && isStill) return { place, imageType: "thumb" } as const;
  const types: readonly ArtworkType[] = picturesOfOwner.season;
  const seasonNumber = types.includes(imageType) ? place.seasonNumber : null;
  return { place: { seasonNumber, episodeId: null }, imageType };
}

const nowhere = { seasonNumber: null, episodeId: null } as const;

type NameGuess = Pick<AssignmentGuess, "ways" | "as" | "imageType" | "extraKind" | "language" | "isForced">;

/** What the name alone says. Names that say nothing get what is most common: a poster, a trailer. */
export function guessByName({ path, kind }: { path: string; kind: UnknownKind }): NameGuess {
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

const pictureWords: readonly (readonly [RegExp, ArtworkType])[] = [
  [/fan.?art|back.?drop|background|wallpaper/i, "fanart"],
  [/logo/i, "clearlogo"],
  [/clear.?art/i, "clearart"],
  [/dis[ck]|\bcd\b|\bdvd\b/i, "discart"],
  [/banner/i, "banner"],
  [/key.?art|textless/i, "keyart"],
  [/character/i, "characterart"],
  [/landscape|16.?9/i, "landscape"],
  [/thumb|screen|shot|still/i, "thumb"],
];

function guessPicture(name: string): ArtworkType {
  const word = pictureWords.find(([known]) => known.test(name))?.[1];
  const last = name.split(/[-_. ]/).at(-1) ?? "";
  const named = readArtworkName(last)?.type;
  return word ?? artworkTypes.find((type) => type === named) ?? "poster";
}
