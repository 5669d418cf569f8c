import type { FilmPlace } from "#lib/artwork/film-place.ts";
import type { ArtworkType } from "#lib/artwork/vocabulary.ts";
import type { Naming } from "#lib/settings/library-publishing.ts";
import { type Names, type PictureName, profiles } from "./profiles.ts";
import { type CustomNameSlot, customNameSlots, type ProfileName } from "./vocabulary.ts";

/** What stands for `{N}`, `{S}` and `{n}` in a name. */
type Filling = { baseName?: string; season?: number; number?: number };
type Ranked = { type: ArtworkType; rank: number };

/** Whether players of this profile read the format everywhere. */
export function readsFormat(profile: ProfileName, format: string): boolean {
  return profiles[profile].pictureFormats.includes(format);
}

/** Whether the player looks for portraits in `.actors`. */
export const hasPortraits = (profile: ProfileName): boolean => profiles[profile].hasPortraits;

/** The name of a film's NFO, or null where none is written. */
export function filmNfoName(naming: Naming, place: FilmPlace): string | null {
  const name = nfoNameOf(naming, filmNames(naming, place));
  const own = naming.names?.["film.nfo"];
  const isOwn = name !== null && own !== undefined && place.layout === "own";
  return name === null ? null : fill(isOwn ? `${own}.nfo` : name, place);
}

/** The name of a picture without its extension, or null where the player does not know the type. `rank` counts from 1. */
export function filmPictureName(naming: Naming, place: FilmPlace, picture: Ranked): string | null {
  const name = filmNames(naming, place).pictures[picture.type];
  if (!name) return null;
  const own = customOf(naming, `film.${picture.type}`);
  // Films in one folder need names that tell them apart.
  const isOwn = own !== undefined && (place.layout === "own" || (place.layout === "flat" && own.includes("{N}")));
  return rankedName(isOwn ? withOwn(name, own) : name, picture.rank, place);
}

/**
 * The name of a picture of the film's set without its extension, or null where none is published: not for this player,
 * and not into a folder that films of several sets share.
 */
export function setPictureName({ profile }: Naming, place: FilmPlace, type: ArtworkType): string | null {
  return place.layout === "flat" ? null : (profiles[profile].set?.[type] ?? null);
}

/** Whether the player reads a folder of film sets. */
export const hasSetsFolder = ({ profile }: Naming): boolean => profiles[profile].setFolder !== undefined;

/** The names in the folder of a set. */
export function setFolderNames(naming: Naming) {
  const names = profiles[naming.profile].setFolder;
  return {
    nfo: names ? nfoNameOf(naming, names) : null,
    pictureOf: ({ type, rank }: Ranked): string | null => {
      const name = names?.pictures[type];
      return name ? rankedName(name, rank, {}) : null;
    },
  };
}

/**
 * The folder of a set, as Kodi makes a legal name of the set's: what Windows forbids is an underscore. One that is longer
 * than a disk allows is cut, and one of dots alone would be the folder of all sets.
 */
export function setFolderName(setName: string): string {
  const legal = setName.replaceAll(/[/\\?:*"<>|\p{Cc}]/gu, "_");
  const { read } = new TextEncoder().encodeInto(legal, new Uint8Array(maxNameBytes));
  return legal.slice(0, read).replace(/[. ]+$/, "") || "_";
}

/**
 * The name of a film's trailer without its extension: the same for every player. In the folder of a disc it is Kodi's short
 * name, which the others know by its end.
 */
export function filmTrailerName({ names }: Naming, { baseName, layout }: FilmPlace): string {
  if (layout === "disc") return "movie-trailer";
  const own = names?.trailer;
  return own !== undefined && (layout === "own" || own.includes("{N}"))
    ? fill(own, { baseName })
    : `${baseName}-trailer`;
}

/** `tvshow.nfo`, or null where none is written. */
export const showNfoName = (naming: Naming): string | null => nfoNameOf(naming, profiles[naming.profile].show);

export function showPictureName(naming: Naming, { type, rank }: Ranked): string | null {
  const name = profiles[naming.profile].show.pictures[type];
  const own = customOf(naming, `show.${type}`);
  return name ? rankedName(own === undefined ? name : withOwn(name, own), rank, {}) : null;
}

/** What Kodi shows for the list of all seasons: null for other players. */
export const allSeasonsName = ({ profile }: Naming): string | null => profiles[profile].allSeasons ?? null;

/** The trailer of a series, as Jellyfin and Kodi's add-ons look for it. */
export const showTrailerName = "tvshow-trailer";

/** `season.nfo`, in the folder of the season, or null where none is written. */
export const seasonNfoName = (naming: Naming): string | null => nfoNameOf(naming, profiles[naming.profile].season);

/** Whether pictures of this season lie in its own folder, not in that of the series. Season 0 is the specials. */
export const isInSeasonFolder = ({ profile }: Naming, season: number): boolean =>
  season === 0 && profiles[profile].specials !== undefined;

export function seasonPictureName(naming: Naming, picture: Ranked & { season: number }): string | null {
  const { season, specials } = profiles[naming.profile];
  const name = (picture.season === 0 && specials ? specials : season.pictures)[picture.type];
  const own = customOf(naming, `season.${picture.type}`);
  const isOwn = own?.includes("{S}");
  return name ? rankedName(own !== undefined && isOwn ? withOwn(name, own) : name, picture.rank, picture) : null;
}

export function episodeNfoName(naming: Naming, baseName: string): string | null {
  const name = nfoNameOf(naming, profiles[naming.profile].episode);
  return name === null ? null : fill(name, { baseName });
}

export function episodePictureName(naming: Naming, { baseName, type }: { baseName: string; type: ArtworkType }) {
  const name = profiles[naming.profile].episode.pictures[type];
  const own = customOf(naming, `episode.${type}`);
  const isOwn = own?.includes("{N}");
  return name ? fill(own !== undefined && isOwn ? own : name.first, { baseName }) : null;
}

/** `First_Last` of a person: Kodi only replaces the spaces. A slash would be a folder. */
export const portraitName = (name: string): string => name.trim().replaceAll("/", "_").replaceAll(" ", "_");

export const portraitFolder = ".actors";

const isSlot = (slot: string): slot is CustomNameSlot => customNameSlots.some((known) => known === slot);
const customOf = ({ names }: Naming, slot: string): string | undefined => (isSlot(slot) ? names?.[slot] : undefined);

/** A name of one's own, numbered as the usual one is: at `{n}`, else at its end. */
function withOwn(name: PictureName, own: string): PictureName {
  const first = own.replaceAll("{n}", "");
  if (name.more === undefined) return { first };
  return { ...name, first, more: own.includes("{n}") ? own : `${own}{n}` };
}

const nfoNameOf = ({ nfo }: Naming, names: Names): string | null =>
  nfo === false ? null : (names.nfo ?? (nfo === true ? (names.nfoIfAsked ?? null) : null));

/** How long a disk allows a name to be. */
export const maxNameBytes = 255;
// "-clearlogo.jpeg" and a number need this much of it.
const longestSuffixBytes = 20;

/** A name too long to be followed by "-clearlogo.png" gets the short names, which players read in an own folder too. */
function filmNames({ profile }: Naming, { baseName, layout }: FilmPlace): Names {
  const isTooLong = new TextEncoder().encode(baseName).length + longestSuffixBytes > maxNameBytes;
  return profiles[profile].film[layout === "own" && isTooLong ? "disc" : layout];
}

function rankedName(name: PictureName, rank: number, filling: Filling): string | null {
  if (rank === 1) return fill(name.first, filling);
  return name.more === undefined ? null : fill(name.more, { ...filling, number: (name.countFrom ?? 1) + rank - 2 });
}

// A function as replacement: "$&" in a film's name is a name, not a pattern.
function fill(pattern: string, { baseName = "", season, number }: Filling): string {
  const seasonText = season === 0 ? "-specials" : String(season ?? "").padStart(2, "0");
  return pattern
    .replaceAll("{n}", () => String(number ?? ""))
    .replaceAll("{S}", () => seasonText)
    .replaceAll("{N}", () => baseName);
}

/** The usual name for a slot, as a template, for showing it beside one's own. Null: not published for this player. */
export function defaultNameOf(profile: ProfileName, slot: CustomNameSlot): string | null {
  if (slot === "trailer") return "{N}-trailer";
  const [kind, type] = slot.split(".");
  const { film, show, season, episode } = profiles[profile];
  const names = { film: film.own, show, season, episode }[kind ?? ""];
  if (!names) return null;
  if (type === "nfo") return names.nfo?.replace(/\.nfo$/, "") ?? null;
  return Object.entries(names.pictures).find(([known]) => known === type)?.[1].first ?? null;
}
