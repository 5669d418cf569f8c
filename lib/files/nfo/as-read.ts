import { rootNames } from "./kept.ts";
import { readEntity } from "./read-entity.ts";
import type { NfoEntity, NfoKind } from "./types.ts";
import { writeEntity } from "./write-entity.ts";
import { makeElement } from "./xml-tree.ts";

/**
 * What an NFO that says this is read as: texts without spaces around them and with one kind of line end, lists split at
 * Kodi's separator.
 */
export function asRead(kind: NfoKind, entity: NfoEntity): NfoEntity {
  const root = writeEntity(makeElement(rootNames[kind], null), { kind, entity, links: [] });
  return readEntity(root, { kind, links: [] });
}
