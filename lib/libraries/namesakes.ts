import { basename, dirname } from "node:path";
import { parseName } from "#lib/files/names/parse.ts";
import { foldTitle } from "#lib/files/names/text.ts";
import type { FoundFilm } from "./found-film.ts";

/** What a known film is called: in the database, and on the disk when it was last seen. */
export type KnownName = {
  movieId: number;
  title: string;
  originalTitle: string | null;
  year: number | null;
  tmdbId: number | null;
  imdbId: string | null;
  tvdbId: number | null;
  /** Its file below the root of its library. */
  place: string;
};

type Ids = FoundFilm["name"]["ids"];
const kinds = ["tmdb", "imdb", "tvdb"] as const;

/** Folded letters that are compared before a name is read whole. */
const startLength = 8;

const startOf = (text: string): string => foldTitle(text.slice(0, 4 * startLength)).slice(0, startLength);

/**
 * Tells quickly whether a film could be called as a known one is. It looks at beginnings alone, because it is asked of
 * every new film while thousands are known; a short title could always be.
 */
export function createNameGuess(names: readonly KnownName[]): (film: FoundFilm) => boolean {
  const starts = new Set(
    names.flatMap(({ title, originalTitle, place }) =>
      [title, originalTitle ?? "", basename(place), basename(dirname(place))].map(startOf),
    ),
  );
  const ids = new Set(names.flatMap((name) => idKeys(idsOf(name))));
  return ({ name }) => {
    if (idKeys(name.ids).some((key) => ids.has(key))) return true;
    const start = startOf(name.title ?? "");
    return start !== "" && (start.length < startLength || starts.has(start));
  };
}

/**
 * Finds the films of a list that a film is by an id in its name, or by title and year. Films without a year are alike
 * only where neither has one, and an id in the name that says another film is believed. Names are compared as the
 * versions of one film are.
 */
export function createNameIndex(names: readonly KnownName[]): (film: FoundFilm) => KnownName[] {
  const known = names.map((name) => {
    const read = parseName(name.place, { type: "movie" });
    const ids = { ...idsOf(name), ...definedOf(read.ids) };
    const titles = [
      titleKey(read.title, read.year),
      titleKey(name.title, name.year),
      titleKey(name.originalTitle, name.year),
    ].filter((key) => key !== null);
    return { name, ids, keys: new Set([...idKeys(idsOf(name)), ...idKeys(read.ids), ...titles]) };
  });
  const byKey = new Map<string, typeof known>();
  for (const each of known) for (const key of each.keys) byKey.set(key, [...(byKey.get(key) ?? []), each]);
  return ({ name }) => {
    const byId = idKeys(name.ids).flatMap((key) => byKey.get(key) ?? []);
    const titled = byKey.get(titleKey(name.title, name.year) ?? "") ?? [];
    const alike = byId.length > 0 ? byId : titled;
    return [...new Set(alike.filter(({ ids }) => !contradict(ids, name.ids)).map((each) => each.name))];
  };
}

const idsOf = ({ tmdbId, imdbId, tvdbId }: KnownName): Ids => ({ tmdb: tmdbId, imdb: imdbId, tvdb: tvdbId });

const definedOf = (ids: Ids): Partial<Ids> => Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== null));

const idKeys = (ids: Ids): string[] => kinds.flatMap((kind) => (ids[kind] === null ? [] : [`${kind} ${ids[kind]}`]));

/** The first id that both have decides. */
function contradict(one: Ids, other: Ids): boolean {
  const shared = kinds.find((kind) => one[kind] !== null && other[kind] !== null);
  return shared !== undefined && one[shared] !== other[shared];
}

function titleKey(title: string | null, year: number | null): string | null {
  const folded = foldTitle(title ?? "");
  return folded === "" ? null : `title ${folded} ${year ?? ""}`;
}
