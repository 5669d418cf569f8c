import type { FoundFilm } from "./found-film.ts";
import { filmFolder, isSameFile, type KnownFilm, type KnownLibrary } from "./known-films.ts";

export type FilmMatch =
  | { kind: "new"; film: FoundFilm }
  /** The same file at the same place; something beside it changed. */
  | { kind: "same"; film: FoundFilm; known: KnownFilm }
  /** The same film with another file: replaced, renamed or moved. */
  | { kind: "changed"; film: FoundFilm; known: KnownFilm; how: "replaced" | "upgraded" | "moved" }
  /** A person removed it from Metarr. */
  | { kind: "excluded"; film: FoundFilm };

export type Matcher = {
  /** `paths`: every file of its folder. Undefined when only the end of the walk can tell: a known film may have moved here. */
  match(film: FoundFilm, paths: ReadonlySet<string>): FilmMatch | undefined;
  /**
   * Matches what had to wait, once every path of the library is known. `readHash` gives the partial hash of the film's
   * main file, or undefined when it cannot be read; it is asked only where the hash decides.
   */
  matchLate(
    film: FoundFilm,
    params: { seen: ReadonlySet<string>; readHash: () => Promise<string | undefined> },
  ): Promise<FilmMatch>;
};

/**
 * Tells which row of the database a film on the disk is: by its path; in its own folder by elimination (an upgrade);
 * elsewhere by size and inode or content (a rename or move). Each row is matched once.
 */
export function createMatcher(library: KnownLibrary): Matcher {
  const taken = new Set<number>();
  const byFolder = groupByFolder(library);
  const take = (match: FilmMatch): FilmMatch => {
    if ("known" in match) taken.add(match.known.movieId);
    return match;
  };
  const compare = (known: KnownFilm, film: FoundFilm): FilmMatch => {
    if (known.isDeleted) return { kind: "excluded", film };
    if (isSameFile(known, film)) return take({ kind: "same", film, known });
    const how = known.filePath === film.main.path ? "replaced" : "upgraded";
    return take({ kind: "changed", film, known, how });
  };
  return {
    match(film, paths) {
      if (library.excluded.has(film.main.path) || library.excluded.has(film.folder)) return { kind: "excluded", film };
      const exact = findExact(library, film, paths);
      if (exact && !taken.has(exact.movieId)) return compare(exact, film);
      const neighbours = film.layout !== "flat" ? (byFolder.get(film.folder) ?? []) : [];
      const gone = neighbours.filter((known) => !paths.has(known.filePath) && !taken.has(known.movieId));
      const [only, ...others] = gone;
      if (only && others.length === 0) return compare(only, film);
      return library.bySize.has(film.main.sizeBytes) ? undefined : { kind: "new", film };
    },
    async matchLate(film, { seen, readHash }) {
      const vanished = (library.bySize.get(film.main.sizeBytes) ?? []).filter(
        (known) => !taken.has(known.movieId) && !seen.has(known.filePath) && !known.isDeleted,
      );
      const moved =
        vanished.find(({ movieId }) => library.inodes.get(movieId) === String(film.main.inode)) ??
        (await findByContent(library, { film, vanished, readHash }));
      return moved ? take({ kind: "changed", film, known: moved, how: "moved" }) : { kind: "new", film };
    },
  };
}

/** On another disk the inode is another: the hash decides, and where nobody has read it, the time the file keeps. */
async function findByContent(
  { hashes }: KnownLibrary,
  params: { film: FoundFilm; vanished: KnownFilm[]; readHash: () => Promise<string | undefined> },
): Promise<KnownFilm | undefined> {
  const { film, vanished, readHash } = params;
  const hash = vanished.some(({ movieId }) => hashes.has(movieId)) ? await readHash() : undefined;
  return vanished.find(({ movieId, modifiedMs }) => {
    const known = hashes.get(movieId);
    return known === undefined || hash === undefined ? modifiedMs === film.main.mtimeMs : known === hash;
  });
}

/** The film that has one of these files. Not one whose own main file is still there and belongs to another film now. */
function findExact(library: KnownLibrary, film: FoundFilm, paths: ReadonlySet<string>): KnownFilm | undefined {
  const own = new Set(film.media.map((media) => media.file.path));
  const byMain = library.byPath.get(film.main.path);
  if (byMain?.filePath === film.main.path) return byMain;
  const known = film.media.flatMap((media) => library.byPath.get(media.file.path) ?? []);
  return known.find(({ filePath }) => own.has(filePath) || !paths.has(filePath));
}

function groupByFolder(library: KnownLibrary): Map<string, KnownFilm[]> {
  const groups = new Map<string, KnownFilm[]>();
  for (const film of library.films.values()) {
    const folder = filmFolder(film.filePath);
    groups.set(folder, [...(groups.get(folder) ?? []), film]);
  }
  return groups;
}
