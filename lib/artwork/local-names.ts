import { extname } from "node:path";
import { lookUp } from "#lib/files/look-up.ts";
import type { FilmPlace } from "./film-place.ts";
import type { MovieArtworkType } from "./vocabulary.ts";

export type LocalPicture = {
  type: MovieArtworkType;
  /** Place among several of its type, from 1. */
  order: number;
  /** The name alone does not say what it is: its shape has to agree. */
  needsShape: boolean;
};

/** Formats that are ever decoded. */
const readable = new Set(["jpg", "jpeg", "png", "webp", "tbn"]);

/** Names by player, first Kodi's, then Jellyfin's, Emby's and Plex's (docs: artwork names). */
const typeNames: Readonly<Record<string, MovieArtworkType>> = {
  poster: "poster",
  cover: "poster",
  fanart: "fanart",
  backdrop: "fanart",
  background: "fanart",
  art: "fanart",
  extrafanart: "fanart",
  clearlogo: "clearlogo",
  logo: "clearlogo",
  clearart: "clearart",
  discart: "discart",
  disc: "discart",
  cdart: "discart",
  banner: "banner",
  landscape: "landscape",
  keyart: "keyart",
};

/** Names that mean a poster for some programs and a wide picture for others. */
const vagueNames: Readonly<Record<string, MovieArtworkType>> = {
  folder: "poster",
  default: "poster",
  movie: "poster",
  thumb: "landscape",
};

/**
 * What a picture beside a film is, by its name: short names in a folder of its own, names after the video everywhere.
 * Undefined: it says nothing, so it is left alone.
 */
export function recogniseArtwork(fileName: string, place: FilmPlace): LocalPicture | undefined {
  const extension = extname(fileName).slice(1).toLowerCase();
  if (!readable.has(extension)) return undefined;
  const name = fileName.slice(0, -extension.length - 1).toLowerCase();
  const base = place.baseName.toLowerCase();
  if (name === base) return { type: "poster", order: 1, needsShape: true };
  const own = name.startsWith(`${base}-`) || name.startsWith(`${base}.`) ? name.slice(base.length + 1) : undefined;
  if (own !== undefined) return byTypeName(own);
  if (place.layout === "flat") return undefined;
  return byTypeName(name.startsWith("movie-") ? name.slice("movie-".length) : name);
}

function byTypeName(name: string): LocalPicture | undefined {
  const [, word = "", number] = /^([a-z]+)[-_]?(\d{1,3})?$/.exec(name) ?? [];
  const type = lookUp(typeNames, word);
  const order = number === undefined ? 1 : Number(number) + 1;
  if (type) return { type, order, needsShape: false };
  const vague = lookUp(vagueNames, word);
  return vague && number === undefined ? { type: vague, order: 1, needsShape: true } : undefined;
}

/** What a picture with a vague name is by its shape; undefined when the shape fits nothing. */
export function typeByShape(
  type: MovieArtworkType,
  size: { width: number; height: number },
): MovieArtworkType | undefined {
  const ratio = size.width / size.height;
  if (ratio > 0.6 && ratio < 0.75) return "poster";
  if (ratio > 1.6 && ratio < 1.95) return "landscape";
  return type === "poster" && ratio < 0.85 ? "poster" : undefined;
}
