export type XmlElement = {
  /** In lower case, for comparing. */
  name: string;
  writtenName: string;
  /** Names as written; read them with attributeOf. */
  attributes: ReadonlyMap<string, string>;
  /** Text and elements in their order; text is decoded, CDATA included. */
  children: (XmlElement | string)[];
};

type Value = string | number | boolean | null;

// XML 1.0 section 2.2; with the u flag a lone half of a surrogate pair is a character of its own and matches.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/gu;

/** Removes what no XML document may hold. */
export function removeIllegal(text: string): string {
  return text.replaceAll(illegal, "");
}

export function joinLineEnds(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n");
}

export function attributeOf(element: XmlElement, name: string): string | undefined {
  for (const [key, value] of element.attributes) if (key.toLowerCase() === name) return value;
  return undefined;
}

export function childrenOf(element: XmlElement, name?: string): XmlElement[] {
  const elements = element.children.filter((child) => typeof child !== "string");
  return name === undefined ? elements : elements.filter((child) => child.name === name);
}

/** Text of the first child of one of these names that has any, names in order of preference. */
export function childText(element: XmlElement, ...names: string[]): string | undefined {
  for (const name of names) {
    const found = childrenOf(element, name).map(textOf).find(Boolean);
    if (found !== undefined) return found;
  }
  return undefined;
}

const inline = new Set("b i u em strong p span a font".split(" "));

/** The text inside an element, without spaces around it. HTML in a plot is taken off: `<br>` becomes a line end. */
export function textOf(element: XmlElement): string {
  return joinLineEnds(rawText(element)).trim();
}

function rawText(element: XmlElement): string {
  const parts = element.children.map((child) => {
    if (typeof child === "string") return child;
    if (child.name === "br") return `\n${rawText(child)}`;
    return inline.has(child.name) ? rawText(child) : "";
  });
  return parts.join("");
}

/** A new element. Attributes that are null or false are left out, and illegal characters of the text removed. */
export function makeElement(
  name: string,
  content: Value | XmlElement[],
  attributes: Readonly<Record<string, Value>> = {},
): XmlElement {
  const bare: XmlElement = { name, writtenName: name, attributes: new Map(), children: [] };
  const element = withAttributes(bare, attributes);
  return Array.isArray(content) ? { ...element, children: content } : withText(element, content);
}

const comment = "!--";

/** A comment stands among elements, under a name that no element has. */
export const makeComment = (text: string): XmlElement => ({
  name: comment,
  writtenName: comment,
  attributes: new Map(),
  children: [text],
});

export const isComment = ({ name }: XmlElement): boolean => name === comment;

export function withText(element: XmlElement, content: Value): XmlElement {
  const text = content === null ? "" : joinLineEnds(removeIllegal(String(content))).trim();
  return { ...element, children: text === "" ? [] : [text] };
}

/** Sets attributes whatever the case they are written in; null and false take one away. */
export function withAttributes(element: XmlElement, changes: Readonly<Record<string, Value>>): XmlElement {
  const attributes = new Map(element.attributes);
  for (const [name, value] of Object.entries(changes)) {
    const written = [...attributes.keys()].find((key) => key.toLowerCase() === name) ?? name;
    if (value === null || value === false) attributes.delete(written);
    else attributes.set(written, removeIllegal(String(value)));
  }
  return { ...element, attributes };
}

/**
 * Gives the child of the first of these names that is there its text, or adds one; null takes all of them away. A
 * child whose text already means `value` stays as it is written.
 */
export function withChild(
  element: XmlElement,
  names: readonly string[],
  value: Value,
  parse: (text: string | undefined) => Value = (text) => text ?? null,
): XmlElement {
  const present = childrenOf(element).filter((child) => names.includes(child.name));
  const target = names.map((name) => present.find((child) => child.name === name)).find(Boolean);
  if (target && parse(textOf(target) || undefined) === value) return element;
  if (value === null) {
    const children = element.children.filter((child) => typeof child === "string" || !names.includes(child.name));
    return { ...element, children };
  }
  const [name = ""] = names;
  const children = target
    ? element.children.map((child) => (child === target ? withText(target, value) : child))
    : [...element.children, makeElement(name, value)];
  return { ...element, children };
}
