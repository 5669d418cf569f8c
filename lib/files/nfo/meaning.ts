import type { NfoEntity } from "./types.ts";

/** "US:PG-13", "Rated PG-13" and "DE:12" lose what is not the certification; its country decides which column it is. */
export function readCertification(mpaa: string, region: string): { contentRating?: string; mpaaRating?: string } {
  const [, country, rest = ""] = /^(?:([A-Za-z]{2}):)?(?:rated\s+)?(.*)$/i.exec(mpaa.trim()) ?? [];
  const value = rest.split(" / ")[0]?.trim() ?? "";
  if (value === "") return {};
  const of = country?.toUpperCase() ?? region;
  return { ...(of === region ? { contentRating: value } : {}), ...(of === "US" ? { mpaaRating: value } : {}) };
}

export type NfoIds = { tmdbId: number | null; imdbId: string | null; tvdbId: number | null };

/** The ids an NFO carries, each kind once. Malformed ones are passed over. */
export function readNfoIds(entity: NfoEntity): NfoIds {
  const find = (type: string) => entity.uniqueIds.find((id) => id.type.toLowerCase() === type)?.value;
  const whole = (value: string | undefined) => (value && /^\d{1,9}$/.test(value) ? Number(value) : null);
  const imdb = find("imdb");
  return {
    tmdbId: whole(find("tmdb")),
    imdbId: imdb && /^tt\d{5,10}$/.test(imdb) ? imdb : null,
    tvdbId: whole(find("tvdb")),
  };
}
