import type { Db } from "#db/client.ts";
import { chunksOf } from "#lib/chunks.ts";
import { isAppError } from "#lib/errors.ts";
import { hashPartially } from "#lib/files/fingerprint.ts";
import { filmFolderAround } from "#lib/files/movie-folders.ts";
import { ownedTransaction } from "#lib/jobs/lease.ts";
import { removeVanishedMovies } from "#lib/movies/remove-vanished.ts";
import { applyScanBatch, type ScanBatch } from "./apply-scan.ts";
import { evictedPath } from "./evict-films.ts";
import { type FilmUnit, findFilms } from "./find-units.ts";
import type { FoundFilm } from "./found-film.ts";
import { loadKnownFilms } from "./known-films.ts";
import type { LibraryReader } from "./library-reader.ts";
import { createMatcher, type FilmMatch, type Matcher } from "./match-films.ts";
import { createNameIndex } from "./namesakes.ts";
import { readNfos } from "./read-nfos.ts";
import { addFolder } from "./scan-context.ts";
import { addChange } from "./scan-runs.ts";
import { createInside } from "./scan-scope.ts";
import { batchSize, createWriter, noteUnit, type Scan, walkRoot } from "./scan-walk.ts";
import { createSuccession } from "./succession.ts";
import { writeApart } from "./write-apart.ts";

type OpenBatch = Omit<ScanBatch, "films"> & { films: FilmMatch[] };
const emptyBatch = (): OpenBatch => ({ films: [], folders: [], unknown: [] });

/** Reads a library of films: new ones, replaced, renamed and moved ones. */
export async function openFilms(db: Db, libraryId: number): Promise<LibraryReader> {
  const known = await loadKnownFilms(db, libraryId);
  const items = [...known.films.values()].map(({ movieId, ...film }) => ({ id: movieId, ...film }));
  return {
    type: "movie",
    items,
    fingerprints: known.fingerprints,
    unitOf: (folder, root) => [filmFolderAround(root, folder)],
    async findRelated(walked) {
      const library = await known.details();
      const called = createNameIndex(await library.names());
      const moved = new Set<string>();
      for await (const { films } of findFilms(walked, { known: new Map(), full: true })) {
        for (const film of films) {
          for (const { filePath } of library.bySize.get(film.main.sizeBytes) ?? []) moved.add(filePath);
          for (const { movieId } of called(film)) moved.add(library.films.get(movieId)?.filePath ?? "");
        }
      }
      moved.delete("");
      return { together: [], moved: [...moved] };
    },
    async read(scan, roots, mounts) {
      const { report, options, seen, context } = scan;
      let matcher: Matcher | undefined;
      const openMatcher = async () => {
        matcher ??= createMatcher(await known.details(), createSuccession(options.replaced ?? []));
        return matcher;
      };
      const late = new Map<FoundFilm, FilmUnit>();
      const writer = createWriter();
      let batch = emptyBatch();
      const flush = async () => {
        const full = batch;
        batch = emptyBatch();
        // While one batch is written, the NFO files of the next are read.
        const reading = { known: await known.details(), report, signal: options.signal };
        const films = full.films.length === 0 ? [] : await readNfos(reading, full.films);
        await writer.write(() => writeBatch(scan, { ...full, films }));
      };
      for (const root of roots) {
        const walked = walkRoot(scan, root, mounts);
        for await (const unit of findFilms(walked, { known: known.fingerprints, full: options.full === true })) {
          const paths = noteUnit(scan, unit);
          const { folder, isChanged, unknown, films } = unit;
          if (folder.leftovers > 0) report.leftovers.push(...folder.folders.map((path) => ({ root, folder: path })));
          const before = late.size;
          for (const film of films) {
            const match = await (await openMatcher()).match(film, paths);
            if (match) batch.films.push(match);
            else late.set(film, unit);
          }
          // A folder counts as read with its last film: a stop before that has it read again.
          if (isChanged && late.size === before) addFolder(batch, folder, unknown);
          if (batch.films.length >= batchSize || batch.folders.length >= batchSize * 10) await flush();
        }
      }
      if (late.size > 0) {
        const end = await openMatcher();
        const open = countByUnit(late.values());
        const readHash = (film: FoundFilm) => readPartialHash(film, options.signal);
        const isElsewhere = seen.within === null ? () => false : isOutside(createInside(seen.within));
        const there = { has: (path: string) => seen.paths.has(path) || isElsewhere(path) };
        const walked = { seen: there, isUnreadable: context.isUnreadable, readHash };
        for await (const match of end.matchLate([...late.keys()], walked)) {
          options.signal?.throwIfAborted();
          batch.films.push(match);
          const unit = late.get(match.film);
          const left = unit ? (open.get(unit) ?? 0) - 1 : 0;
          if (unit) open.set(unit, left);
          if (unit && left === 0) addFolder(batch, unit.folder, unit.unknown);
          if (batch.films.length >= batchSize) await flush();
        }
        // Its path is there and another film's: what a scan looks for is the one it has instead.
        const evicted = new Map(end.listEvicted().map((film) => [film.movieId, evictedPath(film)]));
        for (const item of items) item.filePath = evicted.get(item.id) ?? item.filePath;
      }
      if (batch.films.length > 0 || batch.folders.length > 0) await flush();
      await writer.end();
    },
    async finish(tx, { libraryId: ofLibrary, stillMissing }) {
      const removed: string[] = [];
      for (const chunk of chunksOf(stillMissing)) {
        const ids = chunk.map(({ id }) => id);
        const hidden = await removeVanishedMovies(tx, { libraryId: ofLibrary, stillMissing: ids });
        removed.push(...hidden.map(({ path }) => path));
      }
      return removed;
    },
  };
}

const isOutside =
  (isInside: (path: string) => boolean) =>
  (path: string): boolean =>
    !isInside(path);

function countByUnit(units: Iterable<FilmUnit>): Map<FilmUnit, number> {
  const counts = new Map<FilmUnit, number>();
  for (const unit of units) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return counts;
}

/** Undefined for a file that cannot be read: its probe will say why. */
async function readPartialHash(film: FoundFilm, signal: AbortSignal | undefined): Promise<string | undefined> {
  try {
    return await hashPartially(film.main.path, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (!isAppError(error)) throw error;
    return undefined;
  }
}

async function writeBatch({ db, context, report, options }: Scan, batch: ScanBatch): Promise<void> {
  await writeApart({
    ...batch,
    items: batch.films,
    pathOf: ({ match }) => match.film.main.path,
    report,
    write: async (films, folders) => {
      const part = { ...folders, films: [...films] };
      const changes = await ownedTransaction(db, options.assertOwned, async (tx) => {
        const found = await applyScanBatch(tx, context, part);
        await options.tellChanges?.(tx, found);
        return found;
      });
      for (const change of changes) addChange(report, change);
    },
  });
}
