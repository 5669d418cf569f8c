import type { NfoCollection } from "./types.ts";
import { readInteger } from "./values.ts";
import {
  attributeOf,
  childText,
  makeElement,
  textOf,
  withAttributes,
  withChild,
  withText,
  type XmlElement,
} from "./xml-tree.ts";

/** Elements of the film that hold the id of its collection; the last one is Jellyfin's. */
export const collectionIds = ["tmdbcolid", "tmdbcollectionid", "collectionnumber"] as const;

/**
 * One set per film; the last one wins, as in Kodi. Its id stands at the set, or with the film: `elements` holds sets,
 * elements of `collectionIds` and `uniqueid`.
 */
export function readCollection(elements: readonly XmlElement[]): NfoCollection | null {
  const collection = elements
    .filter(({ name }) => name === "set")
    .map(readSet)
    .findLast(Boolean);
  if (!collection || collection.tmdbId !== null) return collection ?? null;
  return { ...collection, tmdbId: elements.map(readIdOf).find((id) => id !== null) ?? null };
}

function readIdOf(element: XmlElement): number | null {
  if (element.name === "set") return null;
  const isOther = element.name === "uniqueid" && !/^tmdb(set|col)/i.test(attributeOf(element, "type") ?? "");
  return isOther ? null : readId(textOf(element));
}

function readSet(element: XmlElement): NfoCollection | null {
  const name = childText(element, "name") ?? textOf(element);
  if (!name) return null;
  const tmdbId = readId(attributeOf(element, "tmdbcolid") ?? childText(element, "tmdbcolid", "tmdbid"));
  return { name, overview: childText(element, "overview") ?? null, tmdbId };
}

function readId(text: string | undefined): number | null {
  const id = readInteger(text);
  return id !== null && id > 0 ? id : null;
}

/** Changes the set that counts; other sets of the file stay. Null takes all of them away. */
export function writeCollection(
  elements: readonly XmlElement[],
  { collection, before }: { collection: NfoCollection | null; before: NfoCollection | null },
): XmlElement[] {
  const says = (element: XmlElement) => (element.name === "set" ? readSet(element) : readIdOf(element)) !== null;
  if (!collection) return elements.filter((element) => !says(element));
  const target = elements.findLast((element) => element.name === "set" && says(element));
  const written = elements.flatMap((element) => {
    if (element === target) return [writeSet(element, { collection, before })];
    if (element.name === "set" || readIdOf(element) === collection.tmdbId || !says(element)) return [element];
    return collection.tmdbId === null ? [] : [withText(element, collection.tmdbId)];
  });
  return target ? written : [...written, writeSet(makeElement("set", null), { collection, before: null })];
}

function writeSet(
  element: XmlElement,
  { collection, before }: { collection: NfoCollection; before: NfoCollection | null },
): XmlElement {
  const { name, overview, tmdbId } = collection;
  const said = readSet(element);
  const described = withChild(writeName(element, { said, name, overview }), ["overview"], overview);
  // An id that stands with the film need not stand here too.
  if (said?.tmdbId === tmdbId || (before !== null && before.tmdbId === tmdbId)) return described;
  const isChild =
    attributeOf(element, "tmdbcolid") === undefined && childText(element, "tmdbcolid", "tmdbid") !== undefined;
  return isChild
    ? withChild(described, ["tmdbcolid", "tmdbid"], tmdbId, readInteger)
    : withAttributes(described, { tmdbcolid: tmdbId });
}

/** `<set>Name</set>` stays short as long as there is no overview, which it has no place for. */
function writeName(
  element: XmlElement,
  { said, name, overview }: { said: NfoCollection | null; name: string; overview: string | null },
): XmlElement {
  const isShort = said !== null && childText(element, "name") === undefined;
  if (!isShort) return withChild(element, ["name"], name);
  if (overview !== null) return withChild(withText(element, null), ["name"], name);
  return said.name === name ? element : withText(element, name);
}
