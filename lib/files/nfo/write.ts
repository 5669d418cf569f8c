import { isDeepStrictEqual } from "node:util";
import { aroundOf, rootNames, rootOf, rootsOf } from "./kept.ts";
import { readEntity } from "./read-entity.ts";
import type { NfoEntity, NfoKept, NfoKind } from "./types.ts";
import { writeEntity } from "./write-entity.ts";
import { printElement } from "./write-xml.ts";
import { makeElement } from "./xml-tree.ts";

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * Writes one root per entity, in their order. What was read and not changed stays as it was, see writeEntity; new
 * elements follow Kodi's order. Every root is well-formed: characters that XML forbids are removed. The same input
 * gives the same text, byte for byte.
 */
export function writeNfo(document: {
  kind: NfoKind;
  entities: readonly NfoEntity[];
  kept: readonly NfoKept[];
}): string {
  const { kind, entities } = document;
  const arounds = entities.map((_entity, at) => aroundOf(document.kept[at]));
  const links = arounds.flatMap((around) => around.links);
  if (kind === "url" && isOnlyLinks(entities, links)) return `${links.join("\n")}\n`;
  const roots = entities.flatMap((entity, at) => {
    const [kept, around] = [document.kept[at], aroundOf(document.kept[at])];
    // Addresses alone become ids of a film: they are not a trailer to XML that was never there.
    const root = writeEntity(rootOf(kept, kind), { kind, entity, links: around.root.length > 0 ? around.links : [] });
    return [...rootsOf(around.before), root, ...rootsOf(around.after)];
  });
  const [wrapper] = rootsOf(arounds[0]?.wrapper ?? []);
  const printed = wrapper ? [printElement({ ...wrapper, children: roots })] : roots.map((root) => printElement(root));
  const trailing = arounds.flatMap((around) => (around.root.length > 0 ? around.links : []));
  return `${declaration}${printed.join("")}${trailing.map((link) => `${link}\n`).join("")}`;
}

/** An NFO of addresses whose entity says no more than they do. */
function isOnlyLinks(entities: readonly NfoEntity[], links: readonly string[]): boolean {
  const said = readEntity(makeElement(rootNames.url, null), { kind: "url", links });
  return links.length > 0 && entities.length === 1 && isDeepStrictEqual(entities[0], said);
}
