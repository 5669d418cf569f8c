import { findKept } from "./kept.ts";
import { addUniqueId, flatIds, settleDefault } from "./provider-ids.ts";
import { readArtwork, readStreams } from "./read-media.ts";
import type { NfoActor, NfoCollection, NfoEntity, NfoKept, NfoKind, NfoRating, NfoUniqueId } from "./types.ts";
import { readDay, readFlag, readInteger, readNumber, readRuntime, readVotes, readYear } from "./values.ts";
import { attributeOf, childrenOf, textOf, type XmlElement } from "./xml.ts";

/** Elements by name, in their order. */
export type Elements = ReadonlyMap<string, XmlElement[]>;

/** Reads one film, series, season or episode. Empty elements say nothing. */
export function readEntity(root: XmlElement, kind: NfoKind): { entity: NfoEntity; kept: NfoKept; unknown: string[] } {
  const elements = new Map<string, XmlElement[]>();
  for (const child of childrenOf(root)) {
    const others = elements.get(child.name);
    if (others) others.push(child);
    else elements.set(child.name, [child]);
  }
  const text = (...names: string[]) => {
    for (const name of names) {
      const found = elements.get(name)?.map(textOf).find(Boolean);
      if (found) return found;
    }
    return undefined;
  };
  const premiered = readDay(text("premiered", "releasedate"));
  const entity: NfoEntity = {
    title: text("title", "name", "seasonname") ?? null,
    originalTitle: text("originaltitle") ?? null,
    sortTitle: text("sorttitle", "sortname") ?? null,
    showTitle: text("showtitle") ?? null,
    year: premiered === null ? readYear(text("year")) : Number(premiered.slice(0, 4)),
    premiered,
    aired: readDay(text("aired")),
    plot: text("plot", "review") ?? null,
    outline: text("outline") ?? null,
    tagline: text("tagline") ?? null,
    runtimeMinutes: readRuntime(text("runtime")),
    mpaa: text("mpaa") ?? null,
    userRating: positive(readInteger(text("userrating"))),
    ratings: readRatings(elements),
    uniqueIds: readUniqueIds(elements, kind),
    genres: readList(elements, "genre"),
    countries: readList(elements, "country"),
    studios: readList(elements, "studio"),
    tags: readList(elements, "tag", "style"),
    directors: readList(elements, "director"),
    writers: readList(elements, "credits", "writer"),
    actors: (elements.get("actor") ?? []).flatMap(readActor),
    collection: readCollection(elements),
    season: readInteger(text("season", "seasonnumber")),
    episode: readInteger(text("episode")),
    episodeEnd: readInteger(text("episodenumberend")),
    displaySeason: displayNumber(text("displayseason")),
    displayEpisode: displayNumber(text("displayepisode")),
    status: text("status") ?? null,
    trailer: text("trailer") ?? null,
    dateAdded: text("dateadded") ?? null,
    playCount: readInteger(text("playcount")),
    namedSeasons: readNamedSeasons(elements),
    artwork: readArtwork(elements),
    streams: readStreams(elements),
    lockData: readFlag(text("lockdata")),
    lockedFields: splitList(text("lockedfields") ?? "", "|"),
  };
  return { entity, ...findKept(root) };
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}

/** Kodi writes -1 where an episode has no place of its own. */
function displayNumber(text: string | undefined): number | null {
  const value = readInteger(text);
  return value !== null && value >= 0 ? value : null;
}

function splitList(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((item) => item.trim())
    .filter(Boolean);
}

/** A film has tens of them; a page that shows a hundred thousand would stand still. */
const maxListItems = 1_000;

/** One element per value, or several joined by Kodi's item separator; `clear="true"` resets what came before. */
function readList(elements: Elements, ...names: string[]): string[] {
  let values = new Set<string>();
  for (const element of names.flatMap((name) => elements.get(name) ?? [])) {
    if (readFlag(attributeOf(element, "clear"))) values = new Set();
    for (const value of splitList(textOf(element), " / ")) values.add(value);
  }
  return [...values].slice(0, maxListItems);
}

const maxRatings = 50;

function readRatings(elements: Elements): NfoRating[] {
  const ratings: NfoRating[] = [];
  const add = (rating: NfoRating) => {
    const known = ratings.some((other) => other.name === rating.name);
    if (!known && ratings.length < maxRatings && rating.value > 0 && rating.max > 0 && rating.value <= rating.max)
      ratings.push(rating);
  };
  for (const element of (elements.get("ratings") ?? []).flatMap((list) => childrenOf(list, "rating"))) {
    const [value] = childrenOf(element, "value");
    const [votes] = childrenOf(element, "votes");
    add({
      name: attributeOf(element, "name")?.trim() || "default",
      value: readNumber(value && textOf(value)) ?? 0,
      max: readNumber(attributeOf(element, "max")) ?? 10,
      votes: readVotes(votes && textOf(votes)),
      default: readFlag(attributeOf(element, "default")) ?? false,
    });
  }
  const [legacy] = elements.get("rating") ?? [];
  const [votes] = elements.get("votes") ?? [];
  if (legacy && ratings.length === 0) {
    const max = readNumber(attributeOf(legacy, "max")) ?? 10;
    add({
      name: "default",
      value: readNumber(textOf(legacy)) ?? 0,
      max,
      votes: readVotes(votes && textOf(votes)),
      default: true,
    });
  }
  const chosen = Math.max(
    0,
    ratings.findIndex((rating) => rating.default),
  );
  return ratings.map((rating, at) => ({ ...rating, default: at === chosen }));
}

function readUniqueIds(elements: Elements, kind: NfoKind): NfoUniqueId[] {
  const ids: NfoUniqueId[] = [];
  for (const element of elements.get("uniqueid") ?? []) {
    const isDefault = readFlag(attributeOf(element, "default")) ?? false;
    const value = textOf(element);
    const type = attributeOf(element, "type")?.trim() || (value.startsWith("tt") ? "imdb" : "unknown");
    addUniqueId(ids, type, value, isDefault);
  }
  for (const [name, type] of Object.entries(flatIds)) {
    for (const element of elements.get(name) ?? []) addUniqueId(ids, type, textOf(element));
  }
  for (const element of elements.get("id") ?? []) {
    const value = textOf(element);
    const isKnown = ids.some((id) => id.value === value);
    if (value.startsWith("tt") && !isKnown) addUniqueId(ids, "imdb", value);
    else if (/^\d+$/.test(value) && ids.length === 0) addUniqueId(ids, kind === "movie" ? "tmdb" : "tvdb", value);
    addUniqueId(ids, "imdb", attributeOf(element, "imdb") ?? "");
    addUniqueId(ids, "tmdb", attributeOf(element, "tmdb") ?? "");
    addUniqueId(ids, "tvdb", attributeOf(element, "tvdb") ?? "");
  }
  return settleDefault(ids);
}

function readActor(element: XmlElement): NfoActor[] {
  const text = (name: string) => childrenOf(element, name).map(textOf).filter(Boolean);
  const [name] = text("name");
  if (!name) return [];
  const [order = text("sortorder")[0]] = text("order");
  return [
    {
      name,
      role: text("role").join(" / ") || null,
      order: readInteger(order),
      thumb: text("thumb")[0] ?? null,
      type: text("type")[0] ?? null,
    },
  ];
}

/** One set per film; the last one wins, as in Kodi. */
function readCollection(elements: Elements): NfoCollection | null {
  let collection: NfoCollection | null = null;
  for (const element of elements.get("set") ?? []) {
    const text = (name: string) => childrenOf(element, name).map(textOf).find(Boolean);
    const name = text("name") ?? textOf(element);
    const tmdbId = positive(readInteger(attributeOf(element, "tmdbcolid")));
    if (name) collection = { name, overview: text("overview") ?? null, tmdbId };
  }
  if (!collection || collection.tmdbId !== null) return collection;
  const id = elements.get("uniqueid")?.find((each) => /^tmdb(set|col)/i.test(attributeOf(each, "type") ?? ""));
  return { ...collection, tmdbId: id ? positive(readInteger(textOf(id))) : null };
}

function readNamedSeasons(elements: Elements): { number: number; name: string }[] {
  return (elements.get("namedseason") ?? []).flatMap((element) => {
    const number = readInteger(attributeOf(element, "number"));
    const name = textOf(element);
    return number === null || number < 0 || !name ? [] : [{ number, name }];
  });
}
