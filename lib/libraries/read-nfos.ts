import { messageOf } from "#lib/errors.ts";
import { readNfoFile } from "#lib/files/nfo/read-file.ts";
import type { WalkedFile } from "#lib/files/walk.ts";
import type { ScanBatch } from "./apply-scan.ts";
import type { ReadNfo } from "./found-film.ts";
import { type KnownLibrary, type KnownNfo, nfoKey } from "./known-films.ts";
import type { FilmMatch } from "./match-films.ts";
import { addProblem, type ScanReport } from "./scan-runs.ts";

type Reading = { known: KnownLibrary; report: ScanReport; signal: AbortSignal | undefined };

/** Reads the NFO files that are new or changed; what is known by size and time is not opened. */
export async function readNfos(
  { known, report, signal }: Reading,
  films: readonly FilmMatch[],
): Promise<ScanBatch["films"]> {
  return Promise.all(
    films.map(async (match) => {
      const file = match.kind === "excluded" ? undefined : match.film.nfos[0];
      const record = file && "known" in match ? known.nfo.get(nfoKey(match.known.movieId, file.path)) : undefined;
      if (!file || isKnownNfo(file, record)) return { match, nfo: undefined };
      return { match, nfo: await readNfo(file, report, signal) };
    }),
  );
}

const isKnownNfo = (file: WalkedFile, known: KnownNfo | undefined): boolean =>
  known !== undefined && known.sizeBytes === file.sizeBytes && known.modifiedMs === file.mtimeMs;

/** A broken or huge NFO costs only itself: the film is kept under its name, and the problem is told. */
async function readNfo(
  file: WalkedFile,
  report: ScanReport,
  signal: AbortSignal | undefined,
): Promise<ReadNfo | undefined> {
  try {
    const { document, sha256 } = await readNfoFile(file.path, signal ? { signal } : {});
    for (const warning of document.warnings) addProblem(report, file.path, warning);
    const isFilm = document.kind === "movie" || document.kind === "url";
    return {
      file,
      hash: sha256,
      entity: isFilm ? document.entities[0] : undefined,
      kept: isFilm ? document.kept[0] : undefined,
    };
  } catch (error) {
    signal?.throwIfAborted();
    addProblem(report, file.path, messageOf(error));
    return undefined;
  }
}
