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

/** Names of pictures in the field (Kodi, Jellyfin, Emby, Plex), without the film's base name and number. */
const types: Readonly<Record<string, LocalArtworkType>> = {
  poster: "poster",
  folder: "poster",
  cover: "poster",
  default: "poster",
  movie: "poster",
  fanart: "fanart",
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
  thumb: "landscape",
  keyart: "keyart",
  characterart: "characterart",
};

export type ArtworkName = {
  type: LocalArtworkType;
  /** 0 for the first of its type: `fanart`, then `fanart1`, `fanart-2`. */
  index: number;
};

/**
 * Reads the name of a picture without extension: `poster`, `fanart1`, `backdrop-2`, `movie-poster`. Give what follows
 * the film's base name for `N-poster`; an empty text (the picture is called like the film) is a poster.
 */
export function readArtworkName(name: string): ArtworkName | undefined {
  const word = name.toLowerCase().replace(/^[-._ ]+/, "");
  if (word === "") return { type: "poster", index: 0 };
  const [, body = "", digits = "0"] = /^(?:movie-)?([a-z]+?)[-_]?(\d{1,3})?$/.exec(word) ?? [];
  const type = lookUp(types, body);
  return type && { type, index: Number(digits) };
}
