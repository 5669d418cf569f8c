import { isDeepStrictEqual } from "node:util";
import { reuse } from "./reuse.ts";
import type { NfoRating } from "./types.ts";
import { readFlag, readNumber, readVotes } from "./values.ts";
import {
  attributeOf,
  childrenOf,
  makeElement,
  textOf,
  withAttributes,
  withChild,
  withText,
  type XmlElement,
} from "./xml-tree.ts";

const maxRatings = 50;

/**
 * Ratings as written: value, scale and votes. `<ratings>` wins over the older `<rating>` with `<votes>`. Of each name
 * the first counts; those outside their scale are dropped, as in Kodi.
 */
export function readRatings(elements: readonly XmlElement[]): NfoRating[] {
  const named = (name: string) => elements.filter((element) => element.name === name);
  const ratings = new Map<string, NfoRating>();
  for (const element of named("ratings").flatMap((list) => childrenOf(list, "rating"))) {
    const rating = readRating(element);
    if (rating && !ratings.has(rating.name) && ratings.size < maxRatings) ratings.set(rating.name, rating);
  }
  const [older] = named("rating");
  const [votes] = named("votes");
  if (older && ratings.size === 0) {
    const value = readNumber(textOf(older)) ?? 0;
    const max = scaleOf(older);
    const rating = { name: "default", value, max, votes: readVotes(votes && textOf(votes)), default: true };
    if (isPossible(rating)) ratings.set(rating.name, rating);
  }
  const found = [...ratings.values()];
  const chosen = chosenAt(found);
  return found.map((rating, at) => ({ ...rating, default: at === chosen }));
}

function readRating(element: XmlElement): NfoRating | null {
  const [value] = childrenOf(element, "value");
  const [votes] = childrenOf(element, "votes");
  const rating: NfoRating = {
    name: attributeOf(element, "name")?.trim() || "default",
    value: readNumber(value && textOf(value)) ?? 0,
    max: scaleOf(element),
    votes: readVotes(votes && textOf(votes)),
    default: readFlag(attributeOf(element, "default")) ?? false,
  };
  return isPossible(rating) ? rating : null;
}

const scaleOf = (element: XmlElement): number => readNumber(attributeOf(element, "max")) ?? 10;
const isPossible = ({ value, max }: NfoRating): boolean => value > 0 && max > 0 && value <= max;

function chosenAt(ratings: readonly NfoRating[]): number {
  return Math.max(
    0,
    ratings.findIndex((rating) => rating.default),
  );
}

const written = (value: number): number => Number(value.toFixed(4));

/** Ratings under `<ratings>`. Those of the file keep their extra attributes; an older `<rating>` follows the default. */
export function writeRatings(elements: readonly XmlElement[], ratings: readonly NfoRating[]): XmlElement[] {
  const lists = elements.filter((element) => element.name === "ratings");
  const all = lists.flatMap((list) => childrenOf(list));
  const isRating = (element: XmlElement) => element.name === "rating";
  const old = reuse(all.filter(isRating), (element) => readRating(element)?.name);
  const wanted = ratings.map((rating) => writeRating(old.take(rating.name), rating));
  const names = new Set(ratings.map(({ name }) => name));
  const isUnread = (element: XmlElement) =>
    !readRating(element) && !names.has(attributeOf(element, "name") ?? "default");
  const unread = all.filter((element) => !isRating(element) || isUnread(element));
  const children = [...wanted, ...unread];
  const [first = makeElement("ratings", null)] = lists;
  const older = elements.filter((element) => element.name !== "ratings");
  return [...(children.length > 0 ? [{ ...first, children }] : []), ...writeOlder(older, ratings)];
}

function writeRating(element: XmlElement | undefined, rating: NfoRating): XmlElement {
  const { name, value, max, votes, default: isDefault } = rating;
  if (!element) {
    const children = [makeElement("value", written(value))];
    if (votes !== null) children.push(makeElement("votes", votes));
    return makeElement("rating", children, { name, max, default: isDefault });
  }
  const said = readRating(element);
  if (isDeepStrictEqual(said, rating)) return element;
  const changes = {
    ...(said?.max === max ? {} : { max }),
    ...(said?.default === isDefault ? {} : { default: isDefault }),
  };
  const withValue = withChild(withAttributes(element, changes), ["value"], written(value), readNumber);
  return withChild(withValue, ["votes"], votes, readVotes);
}

function writeOlder(elements: readonly XmlElement[], ratings: readonly NfoRating[]): XmlElement[] {
  const chosen = ratings[chosenAt(ratings)];
  if (!chosen) return [];
  return elements.flatMap((element) => {
    const value = element.name === "votes" ? chosen.votes : written((chosen.value * scaleOf(element)) / chosen.max);
    if (value === null) return [];
    const said = element.name === "votes" ? readVotes(textOf(element)) : readNumber(textOf(element));
    return [said === value ? element : withText(element, value)];
  });
}
