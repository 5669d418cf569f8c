import { type ArtworkName, readArtworkName, unnamedPoster } from "./artwork-names.ts";

/** `all`: for the list of all seasons, which Kodi calls season-all. */
export type SeasonPicture = ArtworkName & { season: number | "all" };

/**
 * Reads the name of a season's picture in the folder of its show: Kodi's and Jellyfin's `season01-poster`,
 * `season-specials-banner`, `season-all-fanart`, Plex's `Season01` and `Season01-b`, and `Season 1-poster`. Without a
 * type it is a poster.
 */
export function readSeasonPicture(name: string): SeasonPicture | undefined {
  const match = /^(?:season|staffel|saison)[-_. ]?(\d{1,4}|specials?|all)(?:[-_. ](.{1,20}))?$/i.exec(name.trim());
  const special = /^specials?(?:[-_. ](.{1,20}))?$/i.exec(name.trim());
  if (!match && !special) return undefined;
  const word = match?.[1]?.toLowerCase() ?? "specials";
  const rest = (match ? match[2] : special?.[1]) ?? "";
  // A single letter only tells several posters apart (Plex).
  const letter = /^[a-z]$/i.exec(rest)?.[0]?.toLowerCase();
  const picture: ArtworkName | undefined = letter
    ? { type: "poster", index: letter.charCodeAt(0) - 97 }
    : rest === ""
      ? { type: "poster", index: 0 }
      : readArtworkName(rest);
  if (!picture || picture.ofSet) return undefined;
  const season = word === "all" ? "all" : word.startsWith("special") ? 0 : Number(word);
  return { ...picture, season };
}

/** Short names of a show's pictures: `show` and `tvshow` mean its poster, the others are those of films. */
export function readShowPicture(name: string): ArtworkName | undefined {
  const word = name.toLowerCase();
  if (word === "show" || word === "tvshow") return unnamedPoster;
  if (word === "movie" || word.startsWith("movieset-")) return undefined;
  return readArtworkName(word.startsWith("tvshow-") ? word.slice("tvshow-".length) : word);
}
