import { lookUp } from "../look-up.ts";
import { addUniqueId, cleanId, flatIds, settleDefault } from "./provider-ids.ts";
import type { NfoKind, NfoUniqueId } from "./types.ts";
import { readFlag } from "./values.ts";
import { attributeOf, makeElement, textOf, withAttributes, withText, type XmlElement } from "./xml-tree.ts";

/** Attributes of `<id>` in older files, with the type each one means. */
const idAttributes = ["imdb", "tmdb", "tvdb"] as const;

/** `uniqueid` first, then flat elements such as `imdbid`, then `id`. Of each type the first counts. */
export function readUniqueIds(elements: readonly XmlElement[], kind: NfoKind): NfoUniqueId[] {
  const ids: NfoUniqueId[] = [];
  for (const element of elements.filter(({ name }) => name === "uniqueid")) {
    const isDefault = readFlag(attributeOf(element, "default")) ?? false;
    addUniqueId(ids, typeOf(element), textOf(element), isDefault);
  }
  for (const element of elements) {
    const type = lookUp(flatIds, element.name);
    if (type !== undefined) addUniqueId(ids, type, textOf(element));
  }
  for (const element of elements.filter(({ name }) => name === "id")) {
    const value = textOf(element);
    if (value.startsWith("tt") && !ids.some((id) => id.value === value)) addUniqueId(ids, "imdb", value);
    else if (/^\d+$/.test(value) && ids.length === 0) addUniqueId(ids, plainIdType(kind), value);
    for (const type of idAttributes) addUniqueId(ids, type, attributeOf(element, type) ?? "");
  }
  return settleDefault(ids);
}

const plainIdType = (kind: NfoKind): string => (kind === "movie" || kind === "set" ? "tmdb" : "tvdb");

function typeOf(element: XmlElement): string {
  const type = attributeOf(element, "type")?.trim();
  return type || (textOf(element).startsWith("tt") ? "imdb" : "unknown");
}

/**
 * Ids as `uniqueid`, the default one as `id` too. Where the file has ids, each element follows the id of its type,
 * flat ones included; elements of an id that is gone go with it.
 */
export function writeUniqueIds(
  elements: readonly XmlElement[],
  { ids, before }: { ids: readonly NfoUniqueId[]; before: readonly NfoUniqueId[] },
): XmlElement[] {
  const chosen = ids.find((id) => id.default) ?? ids[0];
  if (!chosen) return elements.filter((element) => textOf(element) === "" && element.attributes.size === 0);
  const byType = new Map(ids.map((id) => [id.type.toLowerCase(), id]));
  const done = new Set<string>();
  const kept = elements.flatMap((element): XmlElement[] => {
    if (element.name === "id") return [writePlainId(element, { byType, chosen, before })];
    const type = (lookUp(flatIds, element.name) ?? typeOf(element)).toLowerCase();
    const id = byType.get(type);
    if (!id) return textOf(element) === "" ? [element] : [];
    const same = cleanId(type, textOf(element)) === id.value;
    const withValue = same ? element : withText(element, id.value);
    if (element.name !== "uniqueid" || done.has(type)) return [withValue];
    done.add(type);
    const saysDefault = readFlag(attributeOf(element, "default")) ?? false;
    return [saysDefault === (id === chosen) ? withValue : withAttributes(withValue, { default: id === chosen })];
  });
  const fresh = ids
    .filter((id) => !done.has(id.type.toLowerCase()))
    .map((id) => makeElement("uniqueid", id.value, { type: id.type, default: id === chosen }));
  return elements.length === 0 ? [makeElement("id", chosen.value), ...fresh] : [...kept, ...fresh];
}

function writePlainId(
  element: XmlElement,
  ids: { byType: ReadonlyMap<string, NfoUniqueId>; chosen: NfoUniqueId; before: readonly NfoUniqueId[] },
): XmlElement {
  const changes: Record<string, string | null> = {};
  for (const type of idAttributes) {
    const said = attributeOf(element, type);
    const value = ids.byType.get(type)?.value ?? null;
    if (said !== undefined && cleanId(type, said) !== value) changes[type] = value;
  }
  const text = textOf(element);
  const type = ids.before.find(({ type, value }) => cleanId(type, text) === value)?.type.toLowerCase();
  const id = (type === undefined ? undefined : ids.byType.get(type)) ?? ids.chosen;
  const same = text === "" || (type !== undefined && cleanId(type, text) === id.value);
  return withAttributes(same ? element : withText(element, id.value), changes);
}
