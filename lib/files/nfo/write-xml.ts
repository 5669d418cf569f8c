import { childrenOf, isComment, type XmlElement } from "./xml-tree.ts";

/** Prefixes of names that are declared around an element; others may not stand in a document. */
type Prefixes = ReadonlySet<string>;

const alwaysDeclared: Prefixes = new Set(["xml"]);

/** Writes an element in one line, well-formed whatever it was read from. Prefixes nobody declares are cut off. */
export function writeElement(element: XmlElement, around: Prefixes = alwaysDeclared): string {
  if (isComment(element)) return `<!--${commentText(element)}-->`;
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

/** XML 1.0 section 2.5: no two hyphens within, and none at the end. */
function commentText({ children }: XmlElement): string {
  const text = children.filter((child) => typeof child === "string").join("");
  return text.replaceAll(/-(?=-)/g, "- ").replace(/-$/, "- ");
}

/** Prefixes declared on an element or around it. */
export function prefixesIn({ attributes }: XmlElement, around: Prefixes = alwaysDeclared): Prefixes {
  if (!hasPrefix(attributes)) return around;
  const own = [...attributes].filter(isDeclaration).map(([name]) => name.slice(6));
  return own.length === 0 ? around : new Set([...around, ...own]);
}

function hasPrefix(attributes: XmlElement["attributes"]): boolean {
  for (const name of attributes.keys()) if (name.includes(":")) return true;
  return false;
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

function openTag({ writtenName, attributes }: XmlElement, prefixes: Prefixes): string {
  let tag = plainName(writtenName, prefixes);
  for (const [name, value] of hasPrefix(attributes) ? plainAttributes(attributes, prefixes) : attributes) {
    tag += ` ${name}="${escapeAttribute(value)}"`;
  }
  return tag;
}

function plainAttributes(attributes: XmlElement["attributes"], prefixes: Prefixes): Map<string, string> {
  const plain = new Map<string, string>();
  for (const [name, value] of attributes) {
    const written = isDeclaration([name, value]) ? name : plainName(name, prefixes);
    if (written === name || !attributes.has(written)) plain.set(written, value);
  }
  return plain;
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

/** Elements hold no character that XML forbids: parseXml and makeElement see to that. */
function escapeText(text: string): string {
  if (!/[&<>\r]/.test(text)) return text;
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}
