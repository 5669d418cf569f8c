import { AppError } from "#lib/errors.ts";
import { lookUp } from "../look-up.ts";
import { decodeNfo } from "./decode.ts";
import { describeImpossible } from "./impossible-numbers.ts";
import { keepRoot, unknownNames } from "./kept.ts";
import { findProviderIds } from "./provider-ids.ts";
import { readEntity } from "./read-entity.ts";
import type { NfoDocument, NfoKind } from "./types.ts";
import { parseXml, type XmlContent } from "./xml.ts";
import { childrenOf, makeElement, type XmlElement } from "./xml-tree.ts";

/** The largest NFO that is read; real ones have tens of kilobytes. */
export const maxNfoBytes = 1024 * 1024;

/** Episodes of a whole season in one file are a few tens. */
const maxEntities = 500;

/** tinyMediaManager calls a movie set `collection`. */
const kindOfRoot: Readonly<Record<string, Exclude<NfoKind, "url">>> = {
  movie: "movie",
  musicvideo: "movie",
  tvshow: "tvshow",
  episodedetails: "episode",
  season: "season",
  set: "set",
  collection: "set",
};

/**
 * Reads an NFO of Kodi, Jellyfin, Emby, tinyMediaManager, MediaElch, Radarr or Sonarr: XML, XML followed by an address,
 * or an address alone; several episodes in one file. What cannot be read is told in `warnings`; a file without anything
 * useful has no entities. Throws only AppError `too_large`.
 */
export function readNfo(bytes: Uint8Array, { fileName }: { fileName: string }): NfoDocument {
  if (bytes.byteLength > maxNfoBytes) {
    const size = (bytes.byteLength / maxNfoBytes).toFixed(1);
    throw new AppError("too_large", `${fileName} has ${size} MB; an NFO of more than 1 MB is not read.`, {
      details: { fileName, sizeBytes: bytes.byteLength, maxBytes: maxNfoBytes },
    });
  }
  const { text, encoding, warning } = decodeNfo(bytes);
  const content = parseXml(text);
  const warnings = [warning, ...describeFaults(content)].filter((line) => line !== null);
  const found = findRoots(content);
  if (!found) return readAddresses({ text, encoding, warnings, fileName, content });
  const { kind, wrapper } = found;
  const links = findLinks(content.looseText);
  const all = partsOf(found);
  const parts = all.slice(0, maxEntities);
  if (all.length > maxEntities) warnings.push(`Only the first ${maxEntities} of ${all.length} entries were read.`);
  warnings.push(...describeImpossible(parts.map(({ root }) => root)));
  const entities = parts.map(({ root }, at) => readEntity(root, { kind, links: at === 0 ? links : [] }));
  return {
    kind,
    encoding,
    entities,
    unknown: [...new Set(parts.flatMap(({ root }) => unknownNames(root, kind)))],
    warnings,
    kept: parts.map(({ root, before, after }, at) =>
      keepRoot(root, { wrapper, before, after, links: at === 0 ? links : [] }),
    ),
  };
}

function describeFaults({ faults }: XmlContent): string[] {
  const [first] = faults;
  if (!first) return [];
  const more = faults.length > 1 ? ` and ${faults.length - 1} more` : "";
  return [`The XML has faults and was read as far as possible: ${first}${more}`];
}

type Roots = { kind: Exclude<NfoKind, "url">; elements: readonly XmlElement[]; wrapper?: XmlElement };

/** The roots of a file, or what stands one level below a root of another name. The first known one gives the kind. */
function findRoots({ roots }: XmlContent): Roots | undefined {
  const kind = firstKind(roots);
  if (kind) return { kind, elements: roots };
  for (const wrapper of roots) {
    const elements = childrenOf(wrapper);
    const inside = firstKind(elements);
    if (inside && inside !== "set" && inside !== "season") return { kind: inside, elements, wrapper };
  }
  return undefined;
}

const kindOf = ({ name }: XmlElement) => lookUp(kindOfRoot, name);

function firstKind(elements: readonly XmlElement[]): Roots["kind"] | undefined {
  const first = elements.find((element) => kindOf(element) !== undefined);
  return first && kindOf(first);
}

type Part = { root: XmlElement; before: XmlElement[]; after: XmlElement[] };

/** Roots of the file's kind, each with the other roots that follow it. */
function partsOf({ kind, elements }: Roots): Part[] {
  const before: XmlElement[] = [];
  const parts: Part[] = [];
  for (const element of elements) {
    const last = parts.at(-1);
    if (kindOf(element) === kind) parts.push({ root: element, before: last ? [] : before, after: [] });
    else (last?.after ?? before).push(element);
  }
  return parts;
}

const maxLinks = 50;

/** Addresses in a text, with or without `https://`. */
function findLinks(text: string): string[] {
  const links: string[] = [];
  for (const [word] of text.matchAll(/[^\s"'<>]+/g)) {
    if (links.length === maxLinks) break;
    if (/^https?:\/\/./i.test(word) || findProviderIds(word).length > 0) links.push(word);
  }
  return links;
}

type File = { text: string; encoding: string; warnings: string[]; fileName: string; content: XmlContent };

/** A file without a known root: it may hold addresses. A saved web page is full of those, and says nothing of a film. */
function readAddresses({ text, encoding, warnings, fileName, content }: File): NfoDocument {
  const isPage = content.roots.some(({ name }) => name === "html") || /^\s*<!doctype html/i.test(text);
  const links = isPage ? [] : findLinks(text);
  const entity = readEntity(makeElement("movie", null), { kind: "url", links });
  if (entity.uniqueIds.length === 0) {
    const reason = isPage ? "is a web page, not an NFO" : "holds neither metadata nor the address of a film or series";
    const warning = text.trim() === "" ? `${fileName} is empty.` : `${fileName} ${reason}.`;
    return { kind: "url", encoding, entities: [], unknown: [], warnings: [...warnings, warning], kept: [] };
  }
  const kept = { elements: [], children: { links }, attributes: {} };
  return { kind: "url", encoding, entities: [entity], unknown: [], warnings, kept: [kept] };
}
