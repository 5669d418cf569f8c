import type { XmlElement } from "./xml-tree.ts";

/** Elements to be written back, by a key of what they say. `take` gives each out once, in their order. */
export function reuse(
  elements: readonly XmlElement[],
  keyOf: (element: XmlElement) => string | undefined,
): { take: (key: string) => XmlElement | undefined } {
  const waiting = new Map<string, XmlElement[]>();
  // From behind, so that the first comes off the end first.
  for (const element of elements.toReversed()) {
    const key = keyOf(element);
    if (key === undefined) continue;
    const others = waiting.get(key);
    if (others) others.push(element);
    else waiting.set(key, [element]);
  }
  return { take: (key) => waiting.get(key)?.pop() };
}
