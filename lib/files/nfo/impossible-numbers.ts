import { isImpossible } from "./values.ts";
import { childrenOf, textOf, type XmlElement } from "./xml-tree.ts";

/** Elements and attributes that are read as whole numbers. */
const elements = new Set(
  (
    "season seasonnumber episode episodenumberend displayseason displayepisode displayafterseason airsbefore_season " +
    "airsbefore_episode airsafter_season userrating runtime playcount order sortorder tmdbcolid " +
    "tmdbcollectionid collectionnumber width height bitrate durationinseconds channels samplingrate"
  ).split(" "),
);
const attributes = new Set(["season", "number", "tmdbcolid"]);

const shownChars = 30;

/** A sentence on numbers that no film, season or episode can have. They count as absent. */
export function describeImpossible(roots: readonly XmlElement[]): string[] {
  const found = roots.flatMap((root) => [...impossibleIn(root)]);
  const [first] = found;
  if (!first) return [];
  const more = found.length > 1 ? ` and ${found.length - 1} more` : "";
  const number = first.text.length > shownChars ? `${first.text.slice(0, shownChars)}…` : first.text;
  return [`Numbers that cannot be true were passed over: ${number} in <${first.name}>${more}.`];
}

type Odd = { name: string; text: string };

function* impossibleIn(element: XmlElement): Generator<Odd> {
  for (const [key, value] of element.attributes) {
    if (attributes.has(key.toLowerCase()) && isImpossible(value)) yield { name: element.writtenName, text: value };
  }
  if (elements.has(element.name)) {
    const text = textOf(element);
    if (isImpossible(text)) yield { name: element.writtenName, text };
  }
  for (const child of childrenOf(element)) yield* impossibleIn(child);
}
