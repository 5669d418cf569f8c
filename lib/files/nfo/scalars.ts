import { splitList } from "./lists.ts";
import type { NfoEntity, NfoKind } from "./types.ts";
import { readDay, readFlag, readInteger, readRuntime, readYear } from "./values.ts";
import { makeElement, textOf, withText, type XmlElement } from "./xml-tree.ts";

type Text = string | undefined;
/** `names`: elements a value is read from, best first; a new element gets the first one. */
type Scalar<T> = { names: string; parse: (text: Text) => T };

const readText = (text: Text): string | null => text || null;
const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null);
/** Kodi writes -1 where an episode has no place of its own. */
const readPlace = (text: Text): number | null => {
  const value = readInteger(text);
  return value !== null && value >= 0 ? value : null;
};
const readNames = (text: Text): string[] => splitList(text ?? "", "|");

const table = {
  title: { names: "title name seasonname", parse: readText },
  originalTitle: { names: "originaltitle", parse: readText },
  showTitle: { names: "showtitle", parse: readText },
  sortTitle: { names: "sorttitle sortname", parse: readText },
  userRating: { names: "userrating", parse: (text) => positive(readInteger(text)) },
  season: { names: "season seasonnumber", parse: readInteger },
  episode: { names: "episode", parse: readInteger },
  episodeEnd: { names: "episodenumberend", parse: readInteger },
  displaySeason: { names: "displayseason airsbefore_season airsafter_season displayafterseason", parse: readPlace },
  displayEpisode: { names: "displayepisode airsbefore_episode", parse: readPlace },
  outline: { names: "outline", parse: readText },
  plot: { names: "plot review", parse: readText },
  tagline: { names: "tagline", parse: readText },
  runtimeMinutes: { names: "runtime", parse: readRuntime },
  mpaa: { names: "mpaa", parse: readText },
  playCount: { names: "playcount", parse: readInteger },
  premiered: { names: "premiered releasedate", parse: readDay },
  year: { names: "year", parse: readYear },
  status: { names: "status", parse: readText },
  aired: { names: "aired", parse: readDay },
  trailer: { names: "trailer", parse: readText },
  dateAdded: { names: "dateadded", parse: readText },
  lockData: { names: "lockdata", parse: readFlag },
  lockedFields: { names: "lockedfields", parse: readNames },
} satisfies { [K in keyof NfoEntity]?: Scalar<NfoEntity[K]> };

export type ScalarKey = keyof typeof table;

/** Values that stand in one element. */
const scalars: { readonly [K in ScalarKey]: Scalar<NfoEntity[K]> } = table;

/** Where a kind has names of its own. Season and episode of a show are counts: they are carried along. */
const namesByKind: Partial<Record<NfoKind, Partial<Record<ScalarKey, string>>>> = {
  season: { season: "seasonnumber season" },
  tvshow: { season: "", episode: "" },
  set: { title: "title name", plot: "overview plot" },
};

const known = new Map<string, readonly string[]>();

/** Elements a value is read from, best first; none where a kind has no such value. */
export function namesOf(key: ScalarKey, kind: NfoKind): readonly string[] {
  const found = known.get(`${kind} ${key}`);
  if (found) return found;
  const names = (namesByKind[kind]?.[key] ?? scalars[key].names).split(" ").filter(Boolean);
  known.set(`${kind} ${key}`, names);
  return names;
}

/** The first value that can be read, names in order of preference. */
export function readScalar<K extends ScalarKey>(
  elements: ReadonlyMap<string, readonly XmlElement[]>,
  { key, kind }: { key: K; kind: NfoKind },
): NfoEntity[K] {
  const { parse }: Scalar<NfoEntity[K]> = scalars[key];
  for (const name of namesOf(key, kind)) {
    for (const element of elements.get(name) ?? []) {
      const value = parse(textOf(element) || undefined);
      if (!isNothing(value)) return value;
    }
  }
  return parse(undefined);
}

const isNothing = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);
const textFor = (value: NfoEntity[ScalarKey]): string => (Array.isArray(value) ? value.join("|") : String(value ?? ""));

/** Gives the new value to every element that said the old one. Without a value, whatever said one goes. */
export function writeScalar(
  elements: readonly XmlElement[],
  { key, kind, entity, before }: { key: ScalarKey; kind: NfoKind; entity: NfoEntity; before: NfoEntity },
): XmlElement[] {
  const says = (element: XmlElement) => textFor(scalars[key].parse(textOf(element) || undefined));
  const text = textFor(entity[key]);
  if (text === "") return elements.filter((element) => says(element) === "");
  const old = textFor(before[key]);
  const isSame = (element: XmlElement) => old !== "" && says(element) === old;
  if (elements.some(isSame)) return elements.map((element) => (isSame(element) ? withText(element, text) : element));
  const [first, ...others] = elements;
  const [name] = namesOf(key, kind);
  if (name === undefined) return [...elements];
  const changed = first ? withText(first, text) : makeElement(name, text);
  return [changed, ...others.filter((element) => says(element) === "")];
}
