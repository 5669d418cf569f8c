import { lookUp } from "../look-up.ts";
import type { NfoUniqueId } from "./types.ts";

type Id = Pick<NfoUniqueId, "type" | "value"> & { isSeries: boolean | null };

/** Addresses of provider pages, and which part of them is the id. */
const addresses: readonly { type: string; pattern: RegExp; isSeries: boolean | null }[] = [
  { type: "imdb", pattern: /imdb\.com\/(?:[a-z]{2}\/)?title\/(tt\d{5,10})/gi, isSeries: null },
  { type: "tmdb", pattern: /themoviedb\.org\/movie\/(\d{1,9})/gi, isSeries: false },
  { type: "tmdb", pattern: /themoviedb\.org\/tv\/(\d{1,9})/gi, isSeries: true },
  { type: "tvdb", pattern: /thetvdb\.com\/(?:dereferrer\/series|series)\/(\d{1,9})(?![\w-])/gi, isSeries: true },
  { type: "tvdb", pattern: /thetvdb\.com\/[^\s"'<>]{0,60}?[?&](?:id|seriesid)=(\d{1,9})/gi, isSeries: true },
  { type: "tvdb", pattern: /thetvdb\.com\/(?:dereferrer\/movie|movies)\/(\d{1,9})(?![\w-])/gi, isSeries: false },
  { type: "tvmaze", pattern: /tvmaze\.com\/shows\/(\d{1,9})/gi, isSeries: true },
];

/** Ids from the addresses in a text, such as an NFO that holds nothing but a link. */
export function findProviderIds(text: string): Id[] {
  if (!/imdb\.|themoviedb\.|thetvdb\.|tvmaze\./i.test(text)) return [];
  const found: (Id & { at: number })[] = [];
  for (const { type, pattern, isSeries } of addresses) {
    for (const match of text.matchAll(pattern)) found.push({ type, value: match[1] ?? "", isSeries, at: match.index });
  }
  return found.sort((a, b) => a.at - b.at).map(({ type, value, isSeries }) => ({ type, value, isSeries }));
}

/** Flat elements of Jellyfin, Emby and others, with the type each one means. */
export const flatIds: Readonly<Record<string, string>> = {
  imdbid: "imdb",
  imdb_id: "imdb",
  imdb: "imdb",
  tmdbid: "tmdb",
  tmdb_id: "tmdb",
  tvdbid: "tvdb",
  tvdb_id: "tvdb",
  tvmazeid: "tvmaze",
  anidbid: "anidb",
  tvrageid: "tvrage",
  zap2itid: "zap2it",
  traktid: "trakt",
  wikidataid: "wikidata",
};

const maxIds = 50;

/** What ids of a type look like; anything else is a slip of some program. */
const shapes: Readonly<Record<string, RegExp>> = { imdb: /^tt\d+$/, tmdb: /^\d+$/, tvdb: /^\d+$/ };

/** An id as it is compared and stored: an IMDb number has its letters. */
export function cleanId(type: string, value: string): string {
  return type.toLowerCase() === "imdb" ? value.trim().replace(/^(?=\d{6,10}$)/, "tt") : value.trim();
}

/** Adds an id unless one of its type is there; the first that is added to none becomes the default. */
export function addUniqueId(ids: NfoUniqueId[], type: string, value: string, isDefault = false): void {
  const text = cleanId(type, value);
  if (text === "" || text === "0" || ids.length >= maxIds) return;
  if (ids.some((id) => id.type.toLowerCase() === type.toLowerCase())) return;
  if (!(lookUp(shapes, type.toLowerCase())?.test(text) ?? true)) return;
  ids.push({ type, value: text, default: isDefault && !ids.some((id) => id.default) });
}

/** Exactly one id is the default, as players expect: the first that says so, else the first. */
export function settleDefault(ids: readonly NfoUniqueId[]): NfoUniqueId[] {
  const chosen = Math.max(
    0,
    ids.findIndex((id) => id.default),
  );
  return ids.map((id, at) => ({ ...id, default: at === chosen }));
}
