import { AppError } from "#lib/errors.ts";
import { decodeNfo } from "./decode.ts";
import { addUniqueId, findProviderIds, settleDefault } from "./provider-ids.ts";
import { readEntity } from "./read-entity.ts";
import { emptyEntity, type NfoDocument, type NfoKind, type NfoUniqueId } from "./types.ts";
import { childrenOf, parseXml, type XmlContent, type XmlElement } from "./xml.ts";

/** The largest NFO that is read; real ones have tens of kilobytes. */
export const maxNfoBytes = 1024 * 1024;

const kindOfRoot: Readonly<Record<string, Exclude<NfoKind, "url">>> = {
  movie: "movie",
  musicvideo: "movie",
  tvshow: "tvshow",
  episodedetails: "episode",
  season: "season",
};

/**
 * Reads an NFO of Kodi, Jellyfin, Emby, Radarr, Sonarr or tinyMediaManager: XML, XML followed by an address, or an
 * address alone; several episodes in one file. What cannot be read is told in `warnings`; a file without anything
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
  const roots = findRoots(content);
  const [first] = roots;
  if (!first) return readAddresses({ text, encoding, warnings, fileName });
  const { kind } = first;
  const read = roots.filter((root) => root.kind === kind).map((root) => readEntity(root.element, kind));
  addTrailingIds(read[0]?.entity.uniqueIds ?? [], content.looseText, kind);
  return {
    kind,
    encoding,
    entities: read.map(({ entity }) => ({ ...entity, uniqueIds: settleDefault(entity.uniqueIds) })),
    unknown: [...new Set(read.flatMap(({ unknown }) => unknown))],
    warnings,
    kept: read.map(({ kept }) => kept),
  };
}

function describeFaults({ faults }: XmlContent): string[] {
  const [first] = faults;
  if (!first) return [];
  const more = faults.length > 1 ? ` and ${faults.length - 1} more` : "";
  return [`The XML has faults and was read as far as possible: ${first}${more}`];
}

/** Roots of a known kind, or those one level below a root of another name. */
function findRoots({ roots }: XmlContent): { element: XmlElement; kind: Exclude<NfoKind, "url"> }[] {
  const known = (elements: readonly XmlElement[]) =>
    elements.flatMap((element) => {
      const kind = Object.hasOwn(kindOfRoot, element.name) ? kindOfRoot[element.name] : undefined;
      return kind ? [{ element, kind }] : [];
    });
  const found = known(roots);
  return found.length > 0 ? found : known(roots.flatMap((root) => childrenOf(root)));
}

function addTrailingIds(ids: NfoUniqueId[], looseText: string, kind: NfoKind): void {
  for (const { type, value, isSeries } of findProviderIds(looseText)) {
    if (kind === "movie" ? isSeries !== true : isSeries !== false) addUniqueId(ids, type, value);
  }
}

function readAddresses(file: { text: string; encoding: string; warnings: string[]; fileName: string }): NfoDocument {
  const { encoding, fileName } = file;
  const ids: NfoUniqueId[] = [];
  for (const { type, value } of findProviderIds(file.text)) addUniqueId(ids, type, value);
  if (ids.length === 0) {
    const warning = `${fileName} holds neither metadata nor the address of a film or series.`;
    return { kind: "url", encoding, entities: [], unknown: [], warnings: [...file.warnings, warning], kept: [] };
  }
  const entity = { ...emptyEntity, uniqueIds: settleDefault(ids) };
  const kept = [{ elements: [], children: {}, attributes: {} }];
  return { kind: "url", encoding, entities: [entity], unknown: [], warnings: file.warnings, kept };
}
