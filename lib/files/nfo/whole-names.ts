import { capName } from "#lib/cap-name.ts";
import type { NfoActor, NfoEntity } from "./types.ts";

const texts = ["title", "originalTitle", "sortTitle", "showTitle"] as const;
const lists = ["genres", "countries", "studios", "tags", "directors", "writers"] as const;

/**
 * Names that are too long to be kept as values come back cut. One that is the cut of what the file says stands for the
 * whole, so that writing does not shorten the file.
 */
export function withWholeNames(entity: NfoEntity, before: NfoEntity): NfoEntity {
  return {
    ...entity,
    ...Object.fromEntries(texts.map((key) => [key, wholeOf(entity[key], before[key])])),
    ...Object.fromEntries(lists.map((key) => [key, wholeList(entity[key], before[key])])),
    actors: wholeActors(entity.actors, before.actors),
    ratings: wholeRatings(entity.ratings, before.ratings),
    collection: entity.collection && {
      ...entity.collection,
      name: wholeOf(entity.collection.name, before.collection?.name ?? null),
    },
  };
}

const isCutOf = (name: string, whole: string): boolean => name !== whole && name === capName(whole);

function wholeOf<T extends string | null>(name: T, before: string | null): T | string {
  return name !== null && before !== null && isCutOf(name, before) ? before : name;
}

function wholeList(names: readonly string[], before: readonly string[]): string[] {
  const long = Map.groupBy(before.filter(isLong), capName);
  return names.flatMap((name) => long.get(name) ?? [name]);
}

const isLong = (name: string): boolean => isCutOf(capName(name), name);

function wholeActors(actors: readonly NfoActor[], before: readonly NfoActor[]): NfoActor[] {
  const known = new Map(before.map((actor) => [capName(actor.name), actor]));
  return actors.map((actor) => {
    const old = known.get(actor.name);
    if (!old) return actor;
    const role = wholeOf(actor.role, old.role);
    // What Metarr has no column for was looked up by the whole name.
    const rest = isLong(old.name) ? { name: old.name, type: actor.type ?? old.type } : {};
    return { ...actor, role, ...rest };
  });
}

function wholeRatings(ratings: NfoEntity["ratings"], before: NfoEntity["ratings"]): NfoEntity["ratings"] {
  const long = new Map(before.filter(({ name }) => isLong(name)).map(({ name }) => [capName(name), name]));
  return ratings.map((rating) => ({ ...rating, name: long.get(rating.name) ?? rating.name }));
}
