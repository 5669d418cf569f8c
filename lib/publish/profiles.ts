import type { FilmLayout } from "#lib/artwork/film-place.ts";
import { type ArtworkType, publishedFormats } from "#lib/artwork/vocabulary.ts";
import type { ProfileName } from "./vocabulary.ts";

/**
 * The name of a picture without its extension. `{N}` is the base name of the video, `{S}` the season's number in two
 * digits or `-specials`, `{n}` counts the pictures after the first.
 */
export type PictureName = { first: string; more?: string; countFrom?: number };
export type Names = {
  /** Null where the player reads none; then `nfoIfAsked` is its name where a library wants one all the same. */
  nfo: string | null;
  nfoIfAsked?: string;
  pictures: Partial<Record<ArtworkType, PictureName>>;
};
type Profile = {
  film: Record<FilmLayout, Names>;
  /** Of the film's set, in the film's own folder. Absent: the player looks for them elsewhere, or for none. */
  set?: Partial<Record<ArtworkType, string>>;
  /** In the folder of a set in the library's folder for sets. Absent: the player has no such folder. */
  setFolder?: Names;
  /** In the folder of a series. */
  show: Names;
  /** Pictures in the folder of the series, an NFO in that of the season. */
  season: Names;
  /** Pictures of the specials, in their folder where they have one. Absent: named and placed as those of a season. */
  specials?: Names["pictures"];
  /** The show's poster once more, for the list of all seasons. */
  allSeasons?: string;
  /** Beside the video. */
  episode: Names;
  /** Portraits in `.actors`. */
  hasPortraits: boolean;
  pictureFormats: readonly string[];
};

/** Kodi's names for pictures of a set beside a film of it (kodi.wiki, Movie set artwork). */
export const kodiSetPictures = { poster: "movieset-poster", fanart: "movieset-fanart" } as const;

const only = (first: string): PictureName => ({ first });
const numbered = (name: string): PictureName => ({ first: name, more: `${name}{n}` });

const kodiFilmTypes = ["poster", "clearlogo", "clearart", "discart", "banner", "landscape", "keyart"] as const;
const kodiShowTypes = ["poster", "clearlogo", "clearart", "banner", "landscape", "keyart", "characterart"] as const;

/** The same type names in short and long form, as Kodi has them. */
const kodiPictures = (types: readonly ArtworkType[], prefix = ""): Names["pictures"] => ({
  ...Object.fromEntries(types.map((type) => [type, only(`${prefix}${type}`)])),
  fanart: numbered(`${prefix}fanart`),
});

const jellyfinPictures = (fanart: string, prefix = ""): Names["pictures"] => ({
  poster: only(`${prefix}poster`),
  fanart: numbered(`${prefix}${fanart}`),
  clearlogo: only(`${prefix}logo`),
  clearart: only(`${prefix}clearart`),
  banner: only(`${prefix}banner`),
  landscape: only(`${prefix}landscape`),
});
const jellyfinFilm = (fanart: string, prefix = ""): Names["pictures"] => ({
  ...jellyfinPictures(fanart, prefix),
  discart: only(`${prefix}disc`),
});

const seasonPictures: Names["pictures"] = {
  poster: only("season{S}-poster"),
  fanart: only("season{S}-fanart"),
  banner: only("season{S}-banner"),
  landscape: only("season{S}-landscape"),
};
const episode: Names = { nfo: "{N}.nfo", pictures: { thumb: only("{N}-thumb") } };

const jellyfinLike = (fanart: string): Profile => ({
  film: {
    own: { nfo: "{N}.nfo", pictures: jellyfinFilm(fanart) },
    flat: { nfo: "{N}.nfo", pictures: jellyfinFilm(fanart, "{N}-") },
    disc: { nfo: "movie.nfo", pictures: jellyfinFilm(fanart) },
  },
  show: { nfo: "tvshow.nfo", pictures: jellyfinPictures(fanart) },
  season: { nfo: "season.nfo", pictures: seasonPictures },
  episode,
  hasPortraits: false,
  pictureFormats: publishedFormats,
});

const plexFanart = (name: string): PictureName => ({ first: name, more: `${name}-{n}`, countFrom: 2 });
const plexFilm = (poster: string, fanart: string, nfoIfAsked: string): Names => ({
  nfo: null,
  nfoIfAsked,
  pictures: { poster: only(poster), fanart: plexFanart(fanart) },
});

/** File names by player (docs/publishing.md). WebP is left out: no player reads it everywhere. */
export const profiles: Record<ProfileName, Profile> = {
  kodi: {
    film: {
      own: { nfo: "{N}.nfo", pictures: kodiPictures(kodiFilmTypes, "{N}-") },
      flat: { nfo: "{N}.nfo", pictures: kodiPictures(kodiFilmTypes, "{N}-") },
      disc: { nfo: "movie.nfo", pictures: kodiPictures(kodiFilmTypes) },
    },
    set: kodiSetPictures,
    setFolder: { nfo: "set.nfo", pictures: kodiPictures(kodiFilmTypes) },
    show: { nfo: "tvshow.nfo", pictures: kodiPictures(kodiShowTypes) },
    // Kodi reads no file of a season: its name stands in tvshow.nfo.
    season: { nfo: null, pictures: seasonPictures },
    allSeasons: "season-all-poster",
    episode,
    hasPortraits: true,
    pictureFormats: publishedFormats,
  },
  jellyfin: jellyfinLike("backdrop"),
  emby: jellyfinLike("fanart"),
  plex: {
    film: {
      own: plexFilm("poster", "fanart", "{N}.nfo"),
      flat: plexFilm("{N}", "{N}-fanart", "{N}.nfo"),
      disc: plexFilm("poster", "fanart", "movie.nfo"),
    },
    show: {
      nfo: null,
      nfoIfAsked: "tvshow.nfo",
      pictures: { poster: only("poster"), fanart: plexFanart("fanart"), banner: only("banner") },
    },
    season: { nfo: null, pictures: { poster: only("season{S}") } },
    specials: { poster: only("season-specials-poster") },
    episode: { nfo: null, nfoIfAsked: "{N}.nfo", pictures: { thumb: only("{N}") } },
    hasPortraits: false,
    pictureFormats: publishedFormats,
  },
};
