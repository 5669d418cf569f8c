import { reuse } from "./reuse.ts";
import { readFlag, readInteger } from "./values.ts";
import { attributeOf, makeElement, textOf, withText, type XmlElement } from "./xml-tree.ts";

/** A film has tens of them; a page that shows a hundred thousand would stand still. */
const maxListItems = 1_000;

/** One element per value, or several joined by Kodi's item separator; `clear="true"` resets what came before. */
export function readList(elements: readonly XmlElement[]): string[] {
  let values = new Set<string>();
  for (const element of elements) {
    if (readFlag(attributeOf(element, "clear"))) values = new Set();
    for (const value of splitList(textOf(element), " / ")) values.add(value);
  }
  return [...values].slice(0, maxListItems);
}

export function splitList(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((item) => item.trim())
    .filter(Boolean);
}

/** One element per value; a value that had an element of its own keeps it, with its attributes. */
export function writeList(elements: readonly XmlElement[], name: string, values: readonly string[]): XmlElement[] {
  const old = reuse(elements, textOf);
  return values.map((value) => old.take(value) ?? makeElement(name, value));
}

export type NamedSeason = { number: number; name: string };

export function readNamedSeason(element: XmlElement): NamedSeason | null {
  const number = readInteger(attributeOf(element, "number"));
  const name = textOf(element);
  return number === null || number < 0 || !name ? null : { number, name };
}

export function writeNamedSeasons(elements: readonly XmlElement[], seasons: readonly NamedSeason[]): XmlElement[] {
  const old = reuse(elements, (element) => readNamedSeason(element)?.number.toString());
  return seasons.map(({ number, name }) => {
    const element = old.take(number.toString());
    return element ? withText(element, name) : makeElement("namedseason", name, { number });
  });
}
