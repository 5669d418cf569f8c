import type { XmlElement } from "./xml-tree.ts";
import { childrenOf } from "./xml-tree.ts";

/** Prefixes of names that are declared around an element; others may not stand in a document. */
type Prefixes = ReadonlySet<string>;

const alwaysDeclared: Prefixes = new Set(["xml"]);

/** Writes an element in one line, well-formed whatever it was read from. Prefixes nobody declares are cut off. */
export function writeElement(element: XmlElement, around: Prefixes = alwaysDeclared): string {
  const prefixes = prefixesIn(element, around);
  const tag = openTag(element, prefixes);
  const inner = contentOf(element)
    .map((child) => (typeof child === "string" ? escapeText(child) : writeElement(child, prefixes)))
    .join("");
  return inner === "" ? `<${tag}/>` : `<${tag}>${inner}</${plainName(element.writtenName, prefixes)}>`;
}

/** Writes an element over several lines, four spaces a level. Elements that hold text stay in one line. */
export function printElement(element: XmlElement, around: Prefixes = alwaysDeclared, indent = ""): string {
  const isText = (child: XmlElement | string): boolean => typeof child === "string";
  const content = contentOf(element);
  if (content.length === 0 || content.some(isText)) return `${indent}${writeElement(element, around)}\n`;
  const prefixes = prefixesIn(element, around);
  const inner = childrenOf(element).map((child) => printElement(child, prefixes, `${indent}    `));
  return `${indent}<${openTag(element, prefixes)}>\n${inner.join("")}${indent}</${plainName(element.writtenName, prefixes)}>\n`;
}

/** Prefixes declared on an element or around it. */
export function prefixesIn(element: XmlElement, around: Prefixes = alwaysDeclared): Prefixes {
  const own = [...element.attributes].filter(isDeclaration).map(([name]) => name.slice(6));
  return own.length === 0 ? around : new Set([...around, ...own]);
}

function isDeclaration([name, value]: [string, string]): boolean {
  return /^xmlns:(?!xml)[^:\d.-][^:]*$/i.test(name) && value.trim() !== "";
}

/** Spaces between elements are layout; an element without elements keeps its spaces. */
function contentOf({ children }: XmlElement): (XmlElement | string)[] {
  const isLayout = (child: XmlElement | string) => typeof child === "string" && child.trim() === "";
  const isList = children.some((child) => typeof child !== "string");
  return isList && children.every((child) => typeof child !== "string" || isLayout(child))
    ? children.filter((child) => !isLayout(child))
    : children;
}

function openTag(element: XmlElement, prefixes: Prefixes): string {
  const attributes = new Map<string, string>();
  for (const [name, value] of element.attributes) {
    const written = isDeclaration([name, value]) ? name : plainName(name, prefixes);
    if (written === name || !element.attributes.has(written)) attributes.set(written, value);
  }
  const pairs = [...attributes].map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`);
  return `${plainName(element.writtenName, prefixes)}${pairs.join("")}`;
}

/** A name without the prefix nobody declared. */
function plainName(name: string, prefixes: Prefixes): string {
  if (!name.includes(":")) return name;
  const [prefix = "", local = "", ...more] = name.split(":");
  if (more.length === 0 && prefixes.has(prefix) && isStart(local)) return name;
  const last = more.at(-1) ?? local;
  return isStart(last) ? last : name.replaceAll(":", "_");
}

/** Names come from the parser, so that only their first letter can be wrong. */
const isStart = (name: string): boolean => /^[^\d.\p{M}\u00b7\u203f\u2040-]/u.test(name);

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\r": "&#13;",
  '"': "&quot;",
  "\n": "&#10;",
  "\t": "&#9;",
};

/** Elements hold no character that XML forbids: parseXml and makeElement see to that. */
function escapeText(text: string): string {
  return text.replaceAll(/[&<>\r]/g, (character) => escapes[character] ?? character);
}

function escapeAttribute(text: string): string {
  return text.replaceAll(/[&<>\r"\n\t]/g, (character) => escapes[character] ?? character);
}
