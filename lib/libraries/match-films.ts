import type { FoundFilm } from "./found-film.ts";
import { filmFolder, isSameFile, type KnownFilm, type KnownLibrary } from "./known-films.ts";
import { findExact, matchLate } from "./match-late-films.ts";
import { createNameGuess } from "./namesakes.ts";
import type { Succession } from "./succession.ts";

export type FilmMatch =
  | { kind: "new"; film: FoundFilm; evicts?: KnownFilm }
  /** The same file at the same place; something beside it changed. */
  | { kind: "same"; film: FoundFilm; known: KnownFilm }
  /** The same film with another file: replaced, renamed or moved. */
  | {
      kind: "changed";
      film: FoundFilm;
      known: KnownFilm;
      how: "replaced" | "upgraded" | "moved";
      /** The film that had this path: it is another one, and gives the path up. */
      evicts?: KnownFilm;
    }
  /** A person removed it from Metarr. */
  | { kind: "excluded"; film: FoundFilm };

/** What is known at the end of a walk. */
export type Walked = {
  /** Every file that is there, as far as the walk looked; what lies elsewhere counts as there. */
  seen: Pick<ReadonlySet<string>, "has">;
  /** Whether a path lies where the walk could not look. */
  isUnreadable: (path: string) => boolean;
  /** The partial hash of a film's main file, or undefined when it cannot be read; asked only where the hash decides. */
  readHash: (film: FoundFilm) => Promise<string | undefined>;
};

export type Matcher = {
  /** `paths`: every file of its folder. Undefined when only the end of the walk can tell which film it is. */
  match(film: FoundFilm, paths: ReadonlySet<string>): Promise<FilmMatch | undefined>;
  /** Matches what had to wait, once every path of the library is known; the surest first. */
  matchLate(late: readonly FoundFilm[], walked: Walked): AsyncGenerator<FilmMatch, void, undefined>;
  /** Known films whose path belongs to another film now, and that were found nowhere else. */
  listEvicted(): KnownFilm[];
};

export type Matching = {
  library: KnownLibrary;
  /** Films that were matched: each is one film of the walk at most. */
  taken: Set<number>;
  /** Known films of the folder of a film that has one of its own. */
  neighbours: (film: FoundFilm) => readonly KnownFilm[];
  /** Says which known film it is, which is taken from then on. */
  take: (known: KnownFilm, film: FoundFilm) => FilmMatch;
  /** Films that had a file whose place one of this film's took. */
  predecessors: (film: FoundFilm) => readonly KnownFilm[];
};

/**
 * Tells which row of the database a film on the disk is: by its path, while that holds the file it held; else, at the
 * end of the walk, by size and inode or content (a rename or move), by its path, by what is told to have been replaced, by
 * its name (an upgrade elsewhere), or by elimination in its own folder. Each row is matched once.
 */
export function createMatcher(library: KnownLibrary, succession: Succession = () => []): Matcher {
  const taken = new Set<number>();
  const evicted = new Map<number, KnownFilm>();
  const byFolder = Map.groupBy(library.films.values(), ({ filePath }) => filmFolder(filePath));
  const neighbours = (film: FoundFilm) => (film.layout === "flat" ? [] : (byFolder.get(film.folder) ?? []));
  const take = (known: KnownFilm, film: FoundFilm): FilmMatch => {
    if (known.isDeleted) return { kind: "excluded", film };
    taken.add(known.movieId);
    if (isSameFile(known, film)) return { kind: "same", film, known };
    const how = known.filePath === film.main.path ? "replaced" : "upgraded";
    return { kind: "changed", film, known, how };
  };
  const predecessors = (film: FoundFilm) =>
    film.media.flatMap(({ file }) => succession(file.path)).flatMap((path) => library.byPath.get(path) ?? []);
  let guess: Promise<(film: FoundFilm) => boolean> | undefined;
  const mayBeCalledLikeKnown = async (film: FoundFilm): Promise<boolean> => {
    guess ??= library.names().then(createNameGuess);
    return (await guess)(film);
  };
  return {
    async match(film, paths) {
      if (library.excluded.has(film.main.path) || library.excluded.has(film.folder)) return { kind: "excluded", film };
      const exact = findExact(library, film, paths);
      if (exact && !taken.has(exact.movieId)) return isCertain(library, exact, film) ? take(exact, film) : undefined;
      const isWaiting =
        library.bySize.has(film.main.sizeBytes) ||
        predecessors(film).length > 0 ||
        neighbours(film).some((known) => !paths.has(known.filePath) && !taken.has(known.movieId)) ||
        (library.films.size > 0 && (await mayBeCalledLikeKnown(film)));
      return isWaiting ? undefined : { kind: "new", film };
    },
    async *matchLate(late, walked) {
      for await (const match of matchLate({ library, taken, neighbours, take, predecessors }, { late, walked })) {
        if ("evicts" in match && match.evicts) evicted.set(match.evicts.movieId, match.evicts);
        yield match;
      }
    },
    listEvicted: () => [...evicted.values()].filter(({ movieId }) => !taken.has(movieId)),
  };
}

/** Whether a path still tells the film. Not where it holds another file: that may be another film's, and this one elsewhere. */
function isCertain(library: KnownLibrary, known: KnownFilm, film: FoundFilm): boolean {
  const { main } = film;
  if (known.filePath !== main.path || isSameFile(known, film)) return true;
  const hasInode = ({ movieId }: KnownFilm) => library.inodes.get(movieId) === String(main.inode);
  if (hasInode(known)) return true;
  return known.sizeBytes === main.sizeBytes && !library.bySize.get(main.sizeBytes)?.some(hasInode);
}
