import { readActor } from "./actors.ts";
import { readArtwork } from "./artwork.ts";
import { collectionIds, readCollection } from "./collection.ts";
import { readList, readNamedSeason } from "./lists.ts";
import { addUniqueId, findProviderIds, flatIds, settleDefault } from "./provider-ids.ts";
import { readRatings } from "./ratings.ts";
import { readScalar, type ScalarKey } from "./scalars.ts";
import { readStreams } from "./streams.ts";
import type { NfoEntity, NfoKind, NfoUniqueId } from "./types.ts";
import { readUniqueIds } from "./unique-ids.ts";
import { readYear } from "./values.ts";
import { childrenOf, textOf, type XmlElement } from "./xml-tree.ts";

/** Elements each list and structure stands in; the first name is what a new element gets. */
export const structures = {
  ratings: ["ratings", "rating", "votes"],
  artwork: ["thumb", "fanart"],
  uniqueIds: ["uniqueid", "id", ...Object.keys(flatIds)],
  genres: ["genre"],
  countries: ["country"],
  collection: ["set", ...collectionIds],
  tags: ["tag", "style"],
  writers: ["credits", "writer"],
  directors: ["director"],
  studios: ["studio"],
  streams: ["fileinfo"],
  actors: ["actor"],
  namedSeasons: ["namedseason"],
} as const satisfies Partial<Record<Exclude<keyof NfoEntity, ScalarKey>, readonly string[]>>;

/** Kodi's number for "after every episode of that season". */
const afterSeason = 4096;

/**
 * Reads one film, series, season, episode or set. Empty elements say nothing. `links` are the addresses that follow
 * the XML; they add ids.
 */
export function readEntity(root: XmlElement, options: { kind: NfoKind; links: readonly string[] }): NfoEntity {
  const { kind } = options;
  const elements = new Map<string, XmlElement[]>();
  for (const child of childrenOf(root)) {
    const others = elements.get(child.name);
    if (others) others.push(child);
    else elements.set(child.name, [child]);
  }
  const all = (names: readonly string[]) => names.flatMap((name) => elements.get(name) ?? []);
  const read = <K extends ScalarKey>(key: K) => readScalar(elements, { key, kind });
  const list = (key: keyof typeof structures) => readList(all(structures[key]));
  const premiered = read("premiered");
  const isAfterSeason = elements.has("displayafterseason") || elements.has("airsafter_season");
  const displaySeason = read("displaySeason");
  return {
    title: read("title"),
    originalTitle: read("originalTitle"),
    sortTitle: read("sortTitle"),
    showTitle: read("showTitle"),
    year:
      premiered === null ? (read("year") ?? yearOf(all(["premiered", "releasedate"]))) : Number(premiered.slice(0, 4)),
    premiered,
    aired: read("aired"),
    plot: read("plot"),
    outline: read("outline"),
    tagline: read("tagline"),
    runtimeMinutes: read("runtimeMinutes"),
    mpaa: read("mpaa"),
    userRating: read("userRating"),
    ratings: readRatings(all(structures.ratings)),
    uniqueIds: withLinks(readUniqueIds(all(structures.uniqueIds), kind), options),
    genres: list("genres"),
    countries: list("countries"),
    studios: list("studios"),
    tags: list("tags"),
    directors: list("directors"),
    writers: list("writers"),
    actors: all(structures.actors).flatMap((element) => readActor(element) ?? []),
    collection: readCollection(all([...structures.collection, "uniqueid"])),
    season: read("season"),
    episode: read("episode"),
    episodeEnd: read("episodeEnd"),
    displaySeason,
    displayEpisode: read("displayEpisode") ?? (isAfterSeason && displaySeason !== null ? afterSeason : null),
    status: read("status"),
    trailer: read("trailer"),
    dateAdded: read("dateAdded"),
    playCount: read("playCount"),
    namedSeasons: all(structures.namedSeasons).flatMap((element) => readNamedSeason(element) ?? []),
    artwork: readArtwork(all(structures.artwork), kind),
    streams: readStreams(all(structures.streams)),
    lockData: read("lockData"),
    lockedFields: read("lockedFields"),
  };
}

/** `<premiered>1999</premiered>` has no day but a year. */
function yearOf(elements: readonly XmlElement[]): number | null {
  return elements.map((element) => readYear(textOf(element))).find((year) => year !== null) ?? null;
}

function withLinks(
  ids: readonly NfoUniqueId[],
  { kind, links }: { kind: NfoKind; links: readonly string[] },
): NfoUniqueId[] {
  if (links.length === 0) return settleDefault(ids);
  const all = [...ids];
  const isFilm = kind === "movie" || kind === "set";
  for (const { type, value, isSeries } of findProviderIds(links.join("\n"))) {
    if (kind === "url" || (isFilm ? isSeries !== true : isSeries !== false)) addUniqueId(all, type, value);
  }
  return settleDefault(all);
}
