import { reuse } from "./reuse.ts";
import type { NfoActor } from "./types.ts";
import { readInteger } from "./values.ts";
import { childrenOf, childText, makeElement, textOf, withChild, type XmlElement } from "./xml-tree.ts";

/** An actor, or null for one without a name. */
export function readActor(element: XmlElement): NfoActor | null {
  const name = childText(element, "name");
  if (!name) return null;
  return {
    name,
    role: rolesOf(element),
    order: readInteger(childText(element, "order", "sortorder")),
    thumb: childText(element, "thumb") ?? null,
    type: childText(element, "type") ?? null,
  };
}

function rolesOf(element: XmlElement): string | null {
  return childrenOf(element, "role").map(textOf).filter(Boolean).join(" / ") || null;
}

/** Actors in their order. One that the file has keeps what else stands there, such as its ids. */
export function writeActors(elements: readonly XmlElement[], actors: readonly NfoActor[]): XmlElement[] {
  const old = reuse(elements, (element) => readActor(element)?.name);
  const unnamed = elements.filter((element) => !readActor(element));
  return [...actors.map((actor) => writeActor(old.take(actor.name), actor)), ...unnamed];
}

function writeActor(element: XmlElement | undefined, actor: NfoActor): XmlElement {
  let result = element ?? makeElement("actor", [makeElement("name", actor.name)]);
  if (rolesOf(result) !== actor.role) result = withChild(withChild(result, ["role"], null), ["role"], actor.role);
  result = withChild(result, ["type"], actor.type);
  result = withChild(result, ["order", "sortorder"], actor.order, readInteger);
  return withChild(result, ["thumb"], actor.thumb);
}
