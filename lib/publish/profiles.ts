import { join } from "node:path";
import type { FilmLayout, FilmPlace } from "#lib/artwork/film-place.ts";
import { type MovieArtworkType, publishedFormats } from "#lib/artwork/vocabulary.ts";
import type { ProfileName } from "./vocabulary.ts";

/** `{N}` is the base name of the video, `{n}` counts the pictures after the first. */
type PictureName = { first: string; more?: string; countFrom?: number };
type FilmNames = { nfo: string | null; pictures: Partial<Record<MovieArtworkType, PictureName>> };
type Profile = {
  film: Record<FilmLayout, FilmNames>;
  /** Of the film's set, in the film's own folder. Absent: the player looks for them elsewhere, or for none. */
  set?: Partial<Record<MovieArtworkType, string>>;
  pictureFormats: readonly string[];
};

/** Kodi's names for pictures of a set beside a film of it (kodi.wiki, Movie set artwork). */
const kodiSetPictures = { poster: "movieset-poster", fanart: "movieset-fanart" } as const;

const kodiTypes = ["poster", "clearlogo", "clearart", "discart", "banner", "landscape", "keyart"] as const;

/** The same type names in short and long form, as Kodi has them. */
const kodiPictures = (prefix: string): FilmNames["pictures"] => ({
  ...Object.fromEntries(kodiTypes.map((type) => [type, { first: `${prefix}${type}` }])),
  fanart: { first: `${prefix}fanart`, more: `${prefix}fanart{n}` },
});

const jellyfinPictures = (prefix: string, fanart: string): FilmNames["pictures"] => ({
  poster: { first: `${prefix}poster` },
  fanart: { first: `${prefix}${fanart}`, more: `${prefix}${fanart}{n}` },
  clearlogo: { first: `${prefix}logo` },
  clearart: { first: `${prefix}clearart` },
  discart: { first: `${prefix}disc` },
  banner: { first: `${prefix}banner` },
  landscape: { first: `${prefix}landscape` },
});

const jellyfinLike = (fanart: string): Record<FilmLayout, FilmNames> => ({
  own: { nfo: "{N}.nfo", pictures: jellyfinPictures("", fanart) },
  flat: { nfo: "{N}.nfo", pictures: jellyfinPictures("{N}-", fanart) },
  disc: { nfo: "movie.nfo", pictures: jellyfinPictures("", fanart) },
});

const plexFanart = (name: string): PictureName => ({ first: name, more: `${name}-{n}`, countFrom: 2 });

/** File names by player (docs: publishing). WebP is left out: no player reads it everywhere. */
const profiles: Record<ProfileName, Profile> = {
  kodi: {
    film: {
      own: { nfo: "{N}.nfo", pictures: kodiPictures("{N}-") },
      flat: { nfo: "{N}.nfo", pictures: kodiPictures("{N}-") },
      disc: { nfo: "movie.nfo", pictures: kodiPictures("") },
    },
    set: kodiSetPictures,
    pictureFormats: publishedFormats,
  },
  jellyfin: { film: jellyfinLike("backdrop"), pictureFormats: publishedFormats },
  emby: { film: jellyfinLike("fanart"), pictureFormats: publishedFormats },
  plex: {
    film: {
      own: { nfo: null, pictures: { poster: { first: "poster" }, fanart: plexFanart("fanart") } },
      flat: { nfo: null, pictures: { poster: { first: "{N}" }, fanart: plexFanart("{N}-fanart") } },
      disc: { nfo: null, pictures: { poster: { first: "poster" }, fanart: plexFanart("fanart") } },
    },
    pictureFormats: publishedFormats,
  },
};

/** Whether players of this profile read the format everywhere. */
export function readsFormat(profile: ProfileName, format: string): boolean {
  return profiles[profile].pictureFormats.includes(format);
}

/** The name of a film's NFO, or null where the player reads none. */
export function filmNfoName(profile: ProfileName, place: FilmPlace): string | null {
  const { nfo } = namesFor(profile, place);
  return nfo === null ? null : fill(nfo, { baseName: place.baseName });
}

/** The name of a picture without its extension, or null where the player does not know the type. `rank` counts from 1. */
export function filmPictureName(
  profile: ProfileName,
  place: FilmPlace,
  picture: { type: MovieArtworkType; rank: number },
): string | null {
  const name = namesFor(profile, place).pictures[picture.type];
  if (!name) return null;
  if (picture.rank === 1) return fill(name.first, { baseName: place.baseName });
  if (!name.more) return null;
  const number = (name.countFrom ?? 1) + picture.rank - 2;
  return fill(name.more, { baseName: place.baseName, number });
}

/**
 * The name of a picture of the film's set without its extension, or null where none is published: not for this player,
 * and not into a folder that films of several sets share.
 */
export function setPictureName(profile: ProfileName, place: FilmPlace, type: MovieArtworkType): string | null {
  return place.layout === "flat" ? null : (profiles[profile].set?.[type] ?? null);
}

/** Every path that a picture of a set may have been published to in the folder of a film. */
export const setPicturePaths = (folder: string): string[] =>
  Object.values(kodiSetPictures).flatMap((name) => publishedFormats.map((format) => join(folder, `${name}.${format}`)));

/**
 * The name of a film's trailer without its extension: the same for every player. In the folder of a disc it is Kodi's short
 * name, which the others know by its end.
 */
export const trailerName = ({ baseName, layout }: FilmPlace): string =>
  layout === "disc" ? "movie-trailer" : `${baseName}-trailer`;

// A disk allows 255 bytes; "-clearlogo.jpeg" and a number need this much of them.
const longestSuffixBytes = 20;

/** A name too long to be followed by "-clearlogo.png" gets the short names, which players read in an own folder too. */
function namesFor(profile: ProfileName, { baseName, layout }: FilmPlace): FilmNames {
  const isTooLong = Buffer.byteLength(baseName) + longestSuffixBytes > 255;
  return profiles[profile].film[layout === "own" && isTooLong ? "disc" : layout];
}

// A function as replacement: "$&" in a film's name is a name, not a pattern.
function fill(pattern: string, { baseName, number }: { baseName: string; number?: number }): string {
  return pattern.replace("{n}", () => String(number ?? "")).replace("{N}", () => baseName);
}
