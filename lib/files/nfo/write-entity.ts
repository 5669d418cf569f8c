import { isDeepStrictEqual } from "node:util";
import { lookUp } from "../look-up.ts";
import { writeActors } from "./actors.ts";
import { writeArtwork } from "./artwork.ts";
import { writeCollection } from "./collection.ts";
import { writeList, writeNamedSeasons } from "./lists.ts";
import { readRatings, writeRatings } from "./ratings.ts";
import { readEntity, structures } from "./read-entity.ts";
import { namesOf, type ScalarKey, writeScalar } from "./scalars.ts";
import { readStreams, writeStreams } from "./streams.ts";
import type { NfoEntity, NfoKind } from "./types.ts";
import { writeUniqueIds } from "./unique-ids.ts";
import { withWholeNames } from "./whole-names.ts";
import { childrenOf, type XmlElement } from "./xml-tree.ts";

type Key = keyof NfoEntity;
type Context = { kind: NfoKind; entity: NfoEntity; before: NfoEntity };
/** Turns the elements a value stood in into those it stands in now; without any it makes them. */
type Write = (elements: XmlElement[], context: Context) => XmlElement[];

const scalar =
  (key: ScalarKey): Write =>
  (elements, context) =>
    writeScalar(elements, { key, ...context });
const list =
  (key: "genres" | "countries" | "tags" | "writers" | "directors" | "studios"): Write =>
  (elements, { entity }) =>
    writeList(elements, structures[key][0], entity[key]);

/** How each value is written, in the order of elements of Kodi's CVideoInfoTag::Save. */
const writers: Record<Key, Write> = {
  title: scalar("title"),
  originalTitle: scalar("originalTitle"),
  showTitle: scalar("showTitle"),
  sortTitle: scalar("sortTitle"),
  ratings: (elements, { entity }) => writeRatings(elements, entity.ratings),
  userRating: scalar("userRating"),
  season: scalar("season"),
  episode: scalar("episode"),
  episodeEnd: scalar("episodeEnd"),
  displaySeason: scalar("displaySeason"),
  displayEpisode: scalar("displayEpisode"),
  outline: scalar("outline"),
  plot: scalar("plot"),
  tagline: scalar("tagline"),
  runtimeMinutes: scalar("runtimeMinutes"),
  artwork: (elements, { entity, kind }) => writeArtwork(elements, { artwork: entity.artwork, kind }),
  mpaa: scalar("mpaa"),
  playCount: scalar("playCount"),
  uniqueIds: (elements, { entity, before }) =>
    writeUniqueIds(elements, { ids: entity.uniqueIds, before: before.uniqueIds }),
  genres: list("genres"),
  countries: list("countries"),
  collection: (elements, { entity, before }) =>
    writeCollection(elements, { collection: entity.collection, before: before.collection }),
  tags: list("tags"),
  writers: list("writers"),
  directors: list("directors"),
  premiered: scalar("premiered"),
  year: scalar("year"),
  status: scalar("status"),
  aired: scalar("aired"),
  studios: list("studios"),
  trailer: scalar("trailer"),
  streams: (elements, { entity }) => writeStreams(elements, entity.streams),
  actors: (elements, { entity }) => writeActors(elements, entity.actors),
  namedSeasons: (elements, { entity }) => writeNamedSeasons(elements, entity.namedSeasons),
  dateAdded: scalar("dateAdded"),
  lockData: scalar("lockData"),
  lockedFields: scalar("lockedFields"),
};

const isKey = (name: string): name is Key => Object.hasOwn(writers, name);
const keys = Object.keys(writers).filter(isKey);
const isStructure = (key: Key): key is keyof typeof structures => Object.hasOwn(structures, key);

/** Where Kodi writes elements that Metarr carries along: after which value. */
const carriedAfter: Readonly<Record<string, Key>> = {
  episodebookmark: "userRating",
  top250: "userRating",
  lastplayed: "playCount",
  episodeguide: "playCount",
  code: "status",
  artist: "actors",
  showlink: "actors",
  resume: "namedSeasons",
};

/** The place of an element in Kodi's order; undefined for one that has none. */
function rankOf({ name }: XmlElement, key: Key | undefined): number | undefined {
  if (key) return keys.indexOf(key);
  const after = lookUp(carriedAfter, name);
  return after && keys.indexOf(after) + 0.5;
}

const owners = new Map<NfoKind, ReadonlyMap<string, Key>>();

/** Which value an element belongs to, by its name; other elements are carried along. */
export function ownersOf(kind: NfoKind): ReadonlyMap<string, Key> {
  const known = owners.get(kind);
  if (known) return known;
  const pairs = keys.flatMap((key) =>
    (isStructure(key) ? structures[key] : namesOf(key, kind)).map((name): [string, Key] => [name, key]),
  );
  const made = new Map(pairs);
  owners.set(kind, made);
  return made;
}

/**
 * The root of an NFO that says what `entity` says. `root` is what lay there: an element is written back as it was as
 * long as the value it gave is still the same. Only what changed is rendered anew, in its place.
 */
export function writeEntity(
  root: XmlElement,
  { kind, entity: given, links }: { kind: NfoKind; entity: NfoEntity; links: readonly string[] },
): XmlElement {
  const before = readEntity(root, { kind, links });
  const entity = asSaid(withWholeNames(given, before));
  const changed = keys.filter((key) => !isSame(key, before, entity));
  if (changed.length === 0) return root;
  const context = { kind, entity, before };
  const patched = patch(root, { kind, keys: changed, render: (key, elements) => writers[key](elements, context) });
  // Values can depend on each other (a year on the date): what does not read back as meant gives up its old elements.
  const after = readEntity(patched, { kind, links });
  const missed = keys.filter((key) => !isSame(key, after, entity));
  return missed.length === 0
    ? patched
    : patch(patched, { kind, keys: missed, render: (key) => writers[key]([], context) });
}

/**
 * As an NFO can say it: seconds are whole, a rating has four digits, and Kodi's names of codecs are fewer. Compared with
 * more than that, a file would never say what it should and lose what else stands there.
 */
function asSaid(entity: NfoEntity): NfoEntity {
  return {
    ...entity,
    ratings: readRatings(writeRatings([], entity.ratings)),
    streams: readStreams(writeStreams([], entity.streams)),
  };
}

/** The order of ids and ratings means nothing. */
function isSame(key: Key, a: NfoEntity, b: NfoEntity): boolean {
  if (key === "uniqueIds") return isDeepStrictEqual(byName(a[key], "type"), byName(b[key], "type"));
  if (key === "ratings") return isDeepStrictEqual(byName(a[key], "name"), byName(b[key], "name"));
  return isDeepStrictEqual(a[key], b[key]);
}

function byName<N extends string, T extends Record<N, string>>(items: readonly T[], name: N): T[] {
  return items.toSorted((a, b) => (a[name] < b[name] ? -1 : 1));
}

type Patch = { kind: NfoKind; keys: readonly Key[]; render: (key: Key, elements: XmlElement[]) => XmlElement[] };

/** Replaces the elements of some values, each at the place of its first one, or at its place in Kodi's order. */
function patch(root: XmlElement, { kind, keys: changed, render }: Patch): XmlElement {
  const owner = ownersOf(kind);
  const present = childrenOf(root).map((element) => ({ element, key: owner.get(element.name) }));
  const fresh = new Map(
    changed.map((key) => [
      key,
      render(
        key,
        present.filter((each) => each.key === key).map(({ element }) => element),
      ),
    ]),
  );
  const result: typeof present = [];
  const done = new Set<Key>();
  for (const each of present) {
    const { key } = each;
    const elements = key && fresh.get(key);
    if (!key || !elements) result.push(each);
    else if (!done.has(key)) result.push(...elements.map((element) => ({ element, key })));
    if (key) done.add(key);
  }
  for (const key of changed) {
    if (done.has(key)) continue;
    const rank = keys.indexOf(key);
    const place = result.findLastIndex((other) => (rankOf(other.element, other.key) ?? rank) < rank) + 1;
    result.splice(place, 0, ...(fresh.get(key) ?? []).map((element) => ({ element, key })));
  }
  return { ...root, children: result.map(({ element }) => element) };
}
