import type { FoundFilm } from "./found-film.ts";
import type { KnownFilm, KnownLibrary } from "./known-films.ts";
import type { FilmMatch, Matching, Walked } from "./match-films.ts";
import { createNameIndex, type KnownName } from "./namesakes.ts";

type Step = (film: FoundFilm) => KnownFilm | undefined | Promise<KnownFilm | undefined>;

/**
 * Matches films that had to wait for the end of the walk, from the most certain to the least; each step looks at all of
 * them before the next one begins, so that no film loses its row to one that is only like it.
 */
export async function* matchLate(
  matching: Matching,
  { late, walked }: { late: readonly FoundFilm[]; walked: Walked },
): AsyncGenerator<FilmMatch, void, undefined> {
  const { library, take, taken } = matching;
  let open = late;
  for (const [step, how] of createSteps(matching, { late, walked })) {
    const rest: FoundFilm[] = [];
    for (const film of open) {
      const known = await step(film);
      if (!known) rest.push(film);
      else if (how === "moved") {
        taken.add(known.movieId);
        yield withEvicted(library, { kind: "changed", film, known, how });
      } else yield withEvicted(library, take(known, film));
    }
    open = rest;
  }
  for (const film of open) yield withEvicted(library, { kind: "new", film });
}

/** The film whose path this is, where it is another one: no two have one path. */
function withEvicted(library: KnownLibrary, match: FilmMatch): FilmMatch {
  if (match.kind !== "new" && match.kind !== "changed") return match;
  const { path } = match.film.main;
  const holder = library.byPath.get(path);
  const isOther = holder?.filePath === path && (match.kind === "new" || match.known !== holder);
  return isOther ? { ...match, evicts: holder } : match;
}

function createSteps(
  { library, taken, neighbours, predecessors }: Matching,
  { late, walked }: { late: readonly FoundFilm[]; walked: Walked },
): [Step, "moved" | "there"][] {
  const { seen, isUnreadable, readHash } = walked;
  const changed = new Set(late.map((film) => film.main.path));
  const isFree = ({ movieId }: KnownFilm) => !taken.has(movieId);
  const isGone = (known: KnownFilm) =>
    isFree(known) && !known.isDeleted && (!seen.has(known.filePath) || changed.has(known.filePath));
  const alike = ({ main }: FoundFilm) =>
    (library.bySize.get(main.sizeBytes) ?? []).filter((known) => isGone(known) && known.filePath !== main.path);
  const names = once(async () => {
    const isLost = ({ movieId }: KnownName) => {
      const known = library.films.get(movieId);
      return known !== undefined && isGone(known) && !isUnreadable(known.filePath);
    };
    return createNameIndex((await library.names()).filter(isLost));
  });
  return [
    [(film) => alike(film).find(({ movieId }) => library.inodes.get(movieId) === String(film.main.inode)), "moved"],
    [(film) => findByContent(library, { film, vanished: alike(film), readHash }), "moved"],
    [(film) => onlyIf(findExact(library, film, seen), isFree), "there"],
    [(film) => predecessors(film).find(isGone), "there"],
    [
      async (film) => {
        const called = (await names())(film).filter(({ movieId }) => !taken.has(movieId));
        return library.films.get(only(called)?.movieId ?? 0);
      },
      "there",
    ],
    [(film) => only(neighbours(film).filter((known) => isFree(known) && !seen.has(known.filePath))), "there"],
  ];
}

/** The film that has one of these files. Not one whose own main file is still there and belongs to another film now. */
export function findExact(library: KnownLibrary, film: FoundFilm, paths: Walked["seen"]): KnownFilm | undefined {
  const own = new Set(film.media.map((media) => media.file.path));
  const byMain = library.byPath.get(film.main.path);
  if (byMain?.filePath === film.main.path) return byMain;
  const known = film.media.flatMap((media) => library.byPath.get(media.file.path) ?? []);
  return known.find(({ filePath }) => own.has(filePath) || !paths.has(filePath));
}

/** On another disk the inode is another: the hash decides, and where nobody has read it, the time the file keeps. */
async function findByContent(
  { hashes }: KnownLibrary,
  params: { film: FoundFilm; vanished: KnownFilm[]; readHash: Walked["readHash"] },
): Promise<KnownFilm | undefined> {
  const { film, vanished, readHash } = params;
  const hash = vanished.some(({ movieId }) => hashes.has(movieId)) ? await readHash(film) : undefined;
  return vanished.find(({ movieId, modifiedMs }) => {
    const known = hashes.get(movieId);
    return known === undefined || hash === undefined ? modifiedMs === film.main.mtimeMs : known === hash;
  });
}

const only = <T>(values: readonly T[]): T | undefined => (values.length === 1 ? values[0] : undefined);
const onlyIf = <T>(value: T | undefined, holds: (value: T) => boolean): T | undefined =>
  value !== undefined && holds(value) ? value : undefined;

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | undefined;
  return () => {
    value ??= load();
    return value;
  };
}
