import type { NfoAround, NfoKept, NfoKind } from "./types.ts";
import { ownersOf } from "./write-entity.ts";
import { prefixesIn, writeElement } from "./write-xml.ts";
import { parseXml } from "./xml.ts";
import { childrenOf, isComment, makeElement, type XmlElement } from "./xml-tree.ts";

/** Elements of Kodi, Jellyfin, Emby and others that Metarr carries along without using them. */
const carried = new Set(
  (
    "top250 lastplayed watched criticrating customrating resume episodeguide episodebookmark epbookmark code art file " +
    "path filenameandpath basepath artist showlink hasvideoversions hasvideoextras isdefaultvideoversion " +
    "videoassettitle videoassettype enddate airs_dayofweek airs_time airsafter_season airsbefore_season " +
    "airsbefore_episode displayafterseason displayorder countrycode language aspectratio " +
    "originallanguage languages certification edition source original_filename review biography overview producer " +
    "season episode user_note sets"
  ).split(" "),
);

export const rootNames: Readonly<Record<NfoKind, string>> = {
  movie: "movie",
  tvshow: "tvshow",
  episode: "episodedetails",
  season: "season",
  set: "set",
  url: "movie",
};

/** Keeps a root whole, with what stands around it. `wrapper` is the element around all roots. */
export function keepRoot(
  root: XmlElement,
  around: {
    wrapper?: XmlElement | undefined;
    before?: readonly XmlElement[];
    after?: readonly XmlElement[];
    links?: readonly string[];
  },
): NfoKept {
  const { wrapper, before = [], after = [], links = [] } = around;
  const outer = wrapper && prefixesIn(wrapper);
  const inner = prefixesIn(root, outer);
  const write = (elements: readonly XmlElement[], prefixes = outer) =>
    elements.map((element) => writeElement(element, prefixes));
  const children: NfoAround = {
    root: write([{ ...root, children: [] }]),
    wrapper: wrapper ? write([{ ...wrapper, children: [] }], undefined) : [],
    before: write(before),
    after: write(after),
    links: [...links],
  };
  // One text: it goes to another thread and into the database more cheaply than a list.
  const inside = write(childrenOf(root), inner).join("");
  return { elements: inside === "" ? [] : [inside], children, attributes: {} };
}

/** The root as it lay in the file; without one, an empty root of this kind. */
export function rootOf(kept: NfoKept | undefined, kind: NfoKind): XmlElement {
  const [root = makeElement(rootNames[kind], null)] = rootsOf(aroundOf(kept).root);
  return { ...root, children: rootsOf(kept?.elements ?? []) };
}

export function rootsOf(xml: readonly string[]): XmlElement[] {
  return parseXml(xml.join("")).roots;
}

/** Absent lists are empty: what is stored in the database may be older. */
export function aroundOf(kept: NfoKept | undefined): NfoAround {
  const { root = [], wrapper = [], before = [], after = [], links = [] } = kept?.children ?? {};
  return { root, wrapper, before, after, links };
}

/** Names of elements Metarr neither reads nor knows. They are kept all the same. */
export function unknownNames(root: XmlElement, kind: NfoKind): string[] {
  const owners = ownersOf(kind);
  const isUnknown = (element: XmlElement) =>
    !isComment(element) && !owners.has(element.name) && !carried.has(element.name);
  const names = childrenOf(root).filter(isUnknown);
  return [...new Set(names.map(({ writtenName }) => writtenName))];
}
