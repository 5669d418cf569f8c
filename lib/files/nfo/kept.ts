import { lookUp } from "../look-up.ts";
import { flatIds } from "./provider-ids.ts";
import type { NfoKept } from "./types.ts";
import { attributeOf, childrenOf, textOf, writeElement, type XmlElement } from "./xml.ts";

/** Elements that NfoEntity holds in full. */
const modelled = new Set([
  ..."title originaltitle sorttitle showtitle year premiered aired plot outline tagline runtime mpaa userrating".split(
    " ",
  ),
  ..."ratings rating votes uniqueid id genre country studio tag director credits writer actor set season".split(" "),
  ..."episode episodenumberend displayseason displayepisode status trailer dateadded playcount namedseason".split(" "),
  ..."thumb fanart fileinfo lockdata lockedfields seasonnumber seasonname style name sortname releasedate".split(" "),
  ...Object.keys(flatIds),
]);

/** Elements of Kodi, Jellyfin, Emby and others that Metarr carries along without using them. */
const carried = new Set(
  (
    "top250 lastplayed watched criticrating customrating resume episodeguide episodebookmark code art file path " +
    "filenameandpath basepath artist showlink hasvideoversions hasvideoextras isdefaultvideoversion videoassettitle " +
    "videoassettype enddate airs_dayofweek airs_time airsafter_season airsbefore_season airsbefore_episode " +
    "displayafterseason displayorder countrycode language aspectratio collectionnumber originallanguage languages " +
    "certification edition source original_filename review biography"
  ).split(" "),
);

/** Attributes with a meaning of their own, by element; every other one is kept. */
const knownAttributes: Readonly<Record<string, string>> = {
  uniqueid: "type default",
  id: "imdb tmdb tvdb",
  set: "tmdbcolid",
  thumb: "aspect type season",
  namedseason: "number",
  rating: "name max default",
  ratings: "",
};
const anywhere = new Set(["clear"]);

/** Children with a meaning of their own, by parent; null where every child is read or written anew. */
const knownChildren: Readonly<Record<string, string>> = {
  actor: "name role order sortorder thumb type",
  set: "name overview",
};

/** Collects what reading leaves over, so that writing can put it back. */
export function findKept(root: XmlElement): { kept: NfoKept; unknown: string[] } {
  const kept: NfoKept = { elements: [], children: {}, attributes: {} };
  const unknown = new Set<string>();
  for (const element of childrenOf(root)) {
    if (!modelled.has(element.name)) {
      if (!carried.has(element.name)) unknown.add(element.writtenName);
      kept.elements.push(writeElement(element));
      continue;
    }
    keepAttributes(kept, element, keptKey(element));
    keepChildren(kept, element);
  }
  return { kept, unknown: [...unknown] };
}

/** Names an element among its like: by its id type, its name or its text. */
export function keptKeyOf(name: string, identity: string): string {
  return `${name} ${identity}`;
}

function keptKey(element: XmlElement): string {
  const named = childrenOf(element, "name").map(textOf).find(Boolean);
  const attribute = attributeOf(element, element.name === "uniqueid" ? "type" : "name");
  const isSingle = !["thumb", "actor", "uniqueid", "rating", ...listNames].includes(element.name);
  return keptKeyOf(element.name, isSingle ? "" : (named ?? attribute ?? textOf(element)));
}

const listNames = ["genre", "country", "studio", "tag", "director", "credits", "namedseason"];

function keepAttributes(kept: NfoKept, element: XmlElement, key: string): void {
  const known = lookUp(knownAttributes, element.name)?.split(" ") ?? [];
  const others = [...element.attributes].filter(([name]) => {
    const lower = name.toLowerCase();
    return !known.includes(lower) && !anywhere.has(lower) && !name.includes(":");
  });
  if (others.length > 0) kept.attributes[key] = Object.fromEntries(others);
  if (element.name === "fanart" || element.name === "ratings") {
    for (const child of childrenOf(element)) keepAttributes(kept, child, keptKey(child));
  }
}

function keepChildren(kept: NfoKept, element: XmlElement): void {
  const known = lookUp(knownChildren, element.name)?.split(" ");
  if (!known) return;
  const others = childrenOf(element).filter((child) => !known.includes(child.name));
  if (others.length > 0) kept.children[keptKey(element)] = others.map(writeElement);
}
