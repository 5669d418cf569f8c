import type { Credit } from "./film.ts";

/** "Person = Character; …" */
export function credits(text: string): Credit[] {
  return split(text, ";").map((part) => {
    const [name, role] = pair(part, "=");
    return { name, role };
  });
}

/** The parts without the space around them and without empty ones. */
export function split(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** What stands before and after the first separator. */
export function pair(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text.trim(), ""] : [text.slice(0, at).trim(), text.slice(at + separator.length).trim()];
}
