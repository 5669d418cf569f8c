import { reuse } from "./reuse.ts";
import type { NfoArtwork, NfoKind } from "./types.ts";
import { readInteger } from "./values.ts";
import { attributeOf, childrenOf, makeElement, textOf, type XmlElement } from "./xml-tree.ts";

/** Pictures as addresses: `thumb` by its aspect, `fanart` by its children or its text. */
export function readArtwork(elements: readonly XmlElement[], kind: NfoKind): NfoArtwork[] {
  const thumbs = elements.filter(({ name }) => name === "thumb").map((element) => readThumb(element, kind));
  const fanart = elements
    .filter(({ name }) => name === "fanart")
    .flatMap((element) => [
      readFanart(element),
      ...childrenOf(element, "thumb").map((thumb) => readFanart(thumb, element)),
    ]);
  return [...thumbs, ...fanart].filter((picture) => picture !== null);
}

/** Without an aspect it is the poster, or the still of an episode. */
function readThumb(element: XmlElement, kind: NfoKind): NfoArtwork | null {
  const type = attributeOf(element, "aspect")?.trim().toLowerCase() || (kind === "episode" ? "thumb" : "poster");
  return readPicture(element, type);
}

/** Old files give the first part of every address once, at the list. */
function readFanart(element: XmlElement, list?: XmlElement): NfoArtwork | null {
  const picture = readPicture(element, "fanart");
  const base = list && attributeOf(list, "url")?.trim();
  return picture && base && !picture.url.includes("://") ? { ...picture, url: `${base}${picture.url}` } : picture;
}

function readPicture(element: XmlElement, type: string): NfoArtwork | null {
  const url = textOf(element);
  const isSeason = attributeOf(element, "type")?.toLowerCase() === "season";
  return url === "" ? null : { type, url, season: isSeason ? readInteger(attributeOf(element, "season")) : null };
}

const keyOf = (picture: NfoArtwork | null) => picture?.url && `${picture.type} ${picture.season} ${picture.url}`;

/** A picture that the file has keeps its element, with its preview. */
export function writeArtwork(
  elements: readonly XmlElement[],
  { artwork, kind }: { artwork: readonly NfoArtwork[]; kind: NfoKind },
): XmlElement[] {
  const lists = elements.filter(({ name }) => name === "fanart");
  const [list = makeElement("fanart", null)] = lists.filter((each) => !readFanart(each));
  const thumbs = reuse(
    elements.filter(({ name }) => name === "thumb"),
    (element) => keyOf(readThumb(element, kind)),
  );
  const alone = reuse(lists, (element) => keyOf(readFanart(element)));
  const listed = reuse(childrenOf(list, "thumb"), (element) => keyOf(readFanart(element, list)));
  const outside: XmlElement[] = [];
  const inList: XmlElement[] = [];
  for (const picture of artwork) {
    const { type, url, season } = picture;
    const key = keyOf(picture) ?? "";
    const found = thumbs.take(key) ?? alone.take(key);
    if (found) outside.push(found);
    else if (type === "fanart" && season === null) inList.push(listed.take(key) ?? makeElement("thumb", url));
    else outside.push(makeElement("thumb", url, { aspect: type, type: season === null ? null : "season", season }));
  }
  const others = childrenOf(list).filter(({ name }) => name !== "thumb");
  return inList.length > 0 ? [...outside, { ...list, children: [...inList, ...others] }] : outside;
}
