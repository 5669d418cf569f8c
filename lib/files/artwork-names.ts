import { lookUp } from "./look-up.ts";

export type LocalArtworkType =
  | "poster"
  | "fanart"
  | "clearlogo"
  | "clearart"
  | "discart"
  | "banner"
  | "landscape"
  | "keyart"
  | "characterart"
  | "actor_thumb";

export type ArtworkName = {
  type: LocalArtworkType;
  /** 0 for the first of its type: `fanart`, then `fanart1`, `fanart-2`. */
  index: number;
  /** The name means a poster for some programs and a wide picture for others: its shape has to say which. */
  needsShape?: true;
  /** Of the collection the film belongs to, not of the film: Kodi's `movieset-poster`. */
  ofSet?: true;
};

/**
 * Names of pictures in the field, without the film's base name and number: Kodi's, then Jellyfin's, Emby's and Plex's.
 * This is the one list, for the scan and for the cache.
 */
const types: Readonly<Record<string, LocalArtworkType>> = {
  poster: "poster",
  cover: "poster",
  fanart: "fanart",
  extrafanart: "fanart",
  backdrop: "fanart",
  background: "fanart",
  art: "fanart",
  clearlogo: "clearlogo",
  logo: "clearlogo",
  clearart: "clearart",
  disc: "discart",
  discart: "discart",
  cdart: "discart",
  cd: "discart",
  banner: "banner",
  landscape: "landscape",
  keyart: "keyart",
  characterart: "characterart",
};

/** What these are meant for, unless their shape says otherwise. */
const vagueTypes: Readonly<Record<string, LocalArtworkType>> = {
  folder: "poster",
  default: "poster",
  movie: "poster",
  thumb: "landscape",
};

/** The picture is called like the film, the show or the season itself. */
export const unnamedPoster: ArtworkName = { type: "poster", index: 0, needsShape: true };

/**
 * Reads the name of a picture without extension: `poster`, `fanart1`, `backdrop-2`, `movie-poster`, `movieset-fanart`.
 * Give what follows the film's base name for `N-poster`; an empty text (the picture is called like the film) is a poster.
 */
export function readArtworkName(name: string): ArtworkName | undefined {
  const word = name.toLowerCase().replace(/^[-._ ]+/, "");
  if (word === "") return unnamedPoster;
  const [, prefix, body = "", digits = "0"] = /^(movie-|movieset-)?([a-z]+?)[-_]?(\d{1,3})?$/.exec(word) ?? [];
  const ofSet = prefix === "movieset-" ? ({ ofSet: true } as const) : {};
  const index = Number(digits);
  const type = lookUp(types, body);
  if (type) return { type, index, ...ofSet };
  const vague = lookUp(vagueTypes, body);
  return vague && { type: vague, index, needsShape: true, ...ofSet };
}

/** A picture in the folder `extrafanart` is fanart whatever its name; a number at its end gives its place. */
export function readExtraFanart(name: string): ArtworkName {
  return { type: "fanart", index: 1 + Number(/(\d{1,3})$/.exec(name)?.[1] ?? 0) };
}

/** The name of a person, out of the name of a picture in `.actors` without its extension: `First_Last`. */
export function readActorName(name: string): string {
  return name.replaceAll("_", " ").trim();
}
