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

/** One set per film; the last one wins, as in Kodi. `elements` holds `set`, and `uniqueid` for its id. */
export function readCollection(elements: readonly XmlElement[]): NfoCollection | null {
  const collection = elements
    .filter(({ name }) => name === "set")
    .map(readSet)
    .findLast(Boolean);
  if (!collection || collection.tmdbId !== null) return collection ?? null;
  const id = elements.find(
    (element) =>
      element.name === "tmdbcolid" ||
      (element.name === "uniqueid" && /^tmdb(set|col)/i.test(attributeOf(element, "type") ?? "")),
  );
  return { ...collection, tmdbId: id ? readId(textOf(id)) : null };
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
export function writeCollection(elements: readonly XmlElement[], collection: NfoCollection | null): XmlElement[] {
  if (!collection) return elements.filter((element) => !readSet(element));
  const target = elements.findLast((element) => readSet(element) !== null);
  if (!target) return [...elements, writeSet(makeElement("set", null), collection)];
  return elements.map((element) => (element === target ? writeSet(element, collection) : element));
}

function writeSet(element: XmlElement, { name, overview, tmdbId }: NfoCollection): XmlElement {
  const said = readSet(element);
  const described = withChild(writeName(element, { said, name, overview }), ["overview"], overview);
  if (said?.tmdbId === tmdbId) return described;
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
