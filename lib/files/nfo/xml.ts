import { namedCharacters } from "./html-entities.ts";
import { joinLineEnds, makeComment, removeIllegal, type XmlElement } from "./xml-tree.ts";

export type XmlContent = {
  /** Elements and comments that have no parent. */
  roots: XmlElement[];
  /** Text outside of every element, such as the URL some programs append. */
  looseText: string;
  faults: string[];
};

/** Real files have four levels. */
const maxDepth = 32;
const maxElements = 30_000;
const maxComments = 1_000;
const maxFaults = 20;

/**
 * Reads what XML there is in a text, as players do: faults are noted and passed over, never thrown. Time grows with
 * the length alone. Documents declare no entities here: a DOCTYPE is skipped, and a reference that neither XML nor
 * HTML knows stays as it is written.
 */
export function parseXml(source: string): XmlContent {
  const text = joinLineEnds(removeIllegal(source.replace(/^\ufeff/, "")));
  const content: XmlContent = { roots: [], looseText: "", faults: [] };
  const open: XmlElement[] = [];
  let elements = 0;
  const fault = (message: string) => {
    if (content.faults.length < maxFaults) content.faults.push(message);
  };
  const addText = (value: string) => {
    const parent = open.at(-1);
    if (parent) parent.children.push(value);
    else content.looseText += value;
  };
  const addElement = (element: XmlElement) => (open.at(-1)?.children ?? content.roots).push(element);
  const find = makeFinder(text);

  let comments = 0;
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf("<", at);
    if (next !== at) addText(decodeReferences(text.slice(at, next === -1 ? text.length : next)));
    if (next === -1) break;
    if (find(">", next) === -1 && !text.startsWith("<![CDATA[", next)) {
      // Nothing ends any more: the rest is text.
      addText(decodeReferences(text.slice(next)));
      break;
    }
    const token = readToken(text, next, find);
    at = token.end;
    if (token.kind === "text") addText(token.value);
    else if (token.kind === "skip") continue;
    else if (token.kind === "comment") {
      comments += 1;
      if (comments <= maxComments) addElement(makeComment(token.value));
    } else if (token.kind === "close") closeElement(open, token.name, fault);
    else {
      elements += 1;
      if (open.length >= maxDepth || elements > maxElements) {
        fault(`The rest was not read: it holds more than ${maxDepth} levels or ${maxElements} elements.`);
        break;
      }
      const { name: writtenName, attributes } = token;
      const element: XmlElement = { name: writtenName.toLowerCase(), writtenName, attributes, children: [] };
      addElement(element);
      if (!token.selfClosing) open.push(element);
    }
  }
  if (open.length > 0) fault(`<${open.at(-1)?.name}> is never closed.`);
  return content;
}

function closeElement(open: XmlElement[], name: string, fault: (message: string) => void): void {
  const at = open.findLastIndex((element) => element.name === name);
  if (at === -1) fault(`</${name}> closes nothing.`);
  else if (at < open.length - 1) fault(`<${open.at(-1)?.name}> is never closed.`);
  if (at !== -1) open.length = at;
}

type Token =
  | { kind: "text"; value: string; end: number }
  | { kind: "comment"; value: string; end: number }
  | { kind: "skip"; end: number }
  | { kind: "close"; name: string; end: number }
  | { kind: "open"; name: string; attributes: ReadonlyMap<string, string>; selfClosing: boolean; end: number };

type Find = (wanted: string, from: number) => number;

/** indexOf that never searches a stretch twice, or files full of `<a<a<a` or `<!--` would take quadratic time. */
function makeFinder(text: string): Find {
  const searched = new Map<string, { from: number; found: number }>();
  return (wanted, from) => {
    const last = searched.get(wanted);
    if (last && last.from <= from && (last.found === -1 || from <= last.found)) return last.found;
    const found = text.indexOf(wanted, from);
    searched.set(wanted, { from, found });
    return found;
  };
}

// XML 1.0 section 2.3, names of the fifth edition.
const nameStart =
  "A-Za-z_\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f" +
  "\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}";
const name = `[${nameStart}][${nameStart}0-9:.\\u00b7\\u0300-\\u036f\\u203f\\u2040-]*`;
const namePattern = new RegExp(name, "uy");

function readName(text: string, at: number): string | undefined {
  namePattern.lastIndex = at;
  return namePattern.exec(text)?.[0];
}

/** Reads what starts with the `<` at `at`; a `<` that starts nothing is text. */
function readToken(text: string, at: number, find: Find): Token {
  const literal: Token = { kind: "text", value: "<", end: at + 1 };
  if (text.startsWith("<!--", at)) {
    const end = find("-->", at + 4);
    return end === -1 ? literal : { kind: "comment", value: text.slice(at + 4, end), end: end + 3 };
  }
  if (text.startsWith("<![CDATA[", at)) {
    const end = find("]]>", at + 9);
    return end === -1
      ? { ...literal, value: "", end: at + 9 }
      : { kind: "text", value: text.slice(at + 9, end), end: end + 3 };
  }
  if (text.startsWith("<?", at)) return skipTo(find("?>", at + 2), 2) ?? literal;
  if (text.startsWith("<!", at)) return skipTo(doctypeEnd(at, find), 1) ?? literal;
  if (text.startsWith("</", at)) {
    const name = readName(text, at + 2);
    const end = name === undefined ? -1 : find(">", at + 2);
    return name === undefined || end === -1 ? literal : { kind: "close", name: name.toLowerCase(), end: end + 1 };
  }
  const name = readName(text, at + 1);
  return name === undefined || find(">", at + 1) === -1 ? literal : readTag(text, at + 1 + name.length, name);
}

function skipTo(end: number, length: number): Token | undefined {
  return end === -1 ? undefined : { kind: "skip", end: end + length };
}

function doctypeEnd(at: number, find: Find): number {
  const end = find(">", at);
  const subset = find("[", at);
  if (subset === -1 || subset > end) return end;
  const subsetEnd = find("]", subset);
  return subsetEnd === -1 ? end : find(">", subsetEnd);
}

const attributePattern = new RegExp(
  `\\s*(?:(${name})(?:\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)'|([^\\s"'<>/]+)))?|([^>]))`,
  "uy",
);
const noAttributes: ReadonlyMap<string, string> = new Map();

/** Reads attributes up to the `>`, with or without quotes; what fits nowhere is passed over. */
function readTag(text: string, from: number, name: string): Token {
  const found = new Map<string, string>();
  let at = from;
  let selfClosing = false;
  // Most elements have none, and a map each would be most of the memory.
  const open = (isClosed: boolean) => ({
    kind: "open" as const,
    name,
    attributes: found.size > 0 ? found : noAttributes,
    selfClosing: isClosed,
  });
  for (;;) {
    attributePattern.lastIndex = at;
    const match = attributePattern.exec(text);
    if (!match) break;
    const [whole, key, double, single, bare, other] = match;
    // A `<` means that this tag was never ended.
    if (other === "<") return { ...open(false), end: attributePattern.lastIndex - 1 };
    at += whole.length;
    selfClosing = other === "/";
    // XML 1.0 section 3.3.3: a line end in an attribute is a space, unless it was written as a reference.
    if (key !== undefined) {
      found.set(key, decodeReferences((double ?? single ?? bare ?? "").replaceAll(/[\t\n]/g, " ")));
    }
  }
  const end = text.indexOf(">", at);
  return { ...open(selfClosing), end: end === -1 ? text.length : end + 1 };
}

/** Decodes references to characters; unknown ones and lone ampersands stay as they are. */
function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z\d]{1,9}));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return namedCharacters.get(name) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10);
      return code > 0x10_ff_ff ? "" : removeIllegal(String.fromCodePoint(code));
    },
  );
}
