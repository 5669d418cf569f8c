import { hashText } from "../catalogue/seed.ts";
import type { Episode, Show } from "../catalogue/show.ts";

/** TVDB's kinds of orders. */
const seasonTypes = [
  { id: 1, type: "official", name: "Aired Order" },
  { id: 2, type: "dvd", name: "DVD Order" },
  { id: 3, type: "absolute", name: "Absolute Order" },
  { id: 4, type: "alternate", name: "Alternate Order" },
] as const;

export type SeasonType = { id: number; type: string; name: string; alternateName: string | null };
export type Placed = { episode: Episode; season: number; number: number };
/** A season of one of the orders. */
export type OrderedSeason = { id: number; number: number; type: SeasonType; name: string | null; episodes: Placed[] };

export function isSeasonType(text: string): boolean {
  return text === "default" || seasonTypes.some(({ type }) => type === text);
}

/** The orders that a series has. */
export function seasonTypesOf(show: Show): SeasonType[] {
  return seasonTypes
    .filter(({ type }) => orderOf(show, type).length > 0)
    .map((type) => ({ ...type, alternateName: type.type === "alternate" ? (alternateOf(show)?.name ?? null) : null }));
}

/** All seasons of all orders. */
export function orderedSeasons(show: Show): OrderedSeason[] {
  return seasonTypesOf(show).flatMap((type) => {
    const bySeason = Map.groupBy(orderOf(show, type.type), ({ season }) => season);
    return [...bySeason].map(([number, episodes]) => ({
      id: seasonId(show, { type: type.type, number }),
      number,
      type,
      name: type.type === "official" ? officialName(show, number) : null,
      episodes,
    }));
  });
}

/** Every episode in this order with its place there; empty where the series has no such order. */
export function orderOf(show: Show, type: string): Placed[] {
  const all = show.seasons.flatMap((season) => season.episodes);
  const specials = all.filter(({ season }) => season === 0).map(asAired);
  switch (type) {
    case "default":
    case "official":
      return all.map(asAired);
    case "dvd":
      return all
        .flatMap((episode) => (episode.dvd === null ? [] : [{ episode, ...episode.dvd }]))
        .sort((a, b) => a.season - b.season || a.number - b.number);
    case "absolute": {
      if (!show.absolute) return [];
      const regular = all.flatMap((episode) =>
        episode.absolute === null ? [] : [{ episode, season: 1, number: episode.absolute }],
      );
      return [...specials, ...regular];
    }
    case "alternate":
      return (alternateOf(show)?.parts ?? []).flatMap((part, index) =>
        part.episodes.map((episode, at) => ({ episode, season: index + 1, number: at + 1 })),
      );
    default:
      return [];
  }
}

const asAired = (episode: Episode): Placed => ({ episode, season: episode.season, number: episode.number });

/** The order people wrote down beside those of discs and numbers. */
const alternateOf = (show: Show) => show.groups.find(({ type }) => type !== 2 && type !== 3);

function officialName(show: Show, number: number): string | null {
  const title = show.seasons.find((season) => season.number === number)?.title ?? null;
  return title === `Season ${number}` || title === "Specials" ? null : title;
}

function seasonId(show: Show, { type, number }: { type: string; number: number }): number {
  const season = show.seasons.find((candidate) => candidate.number === number);
  if (type === "official" && season !== undefined) return season.tvdbId;
  return 1_100_000_000 + (hashText(`${show.tvdbId}:${type}:${number}`) % 900_000_000);
}
