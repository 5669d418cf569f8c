import { join } from "node:path";
import { type FilmPlace, folderOfFilm, placeOf } from "#lib/artwork/film-place.ts";
import { isTemporaryName } from "#lib/files/temporary-name.ts";
import type { FilmFacts } from "./load-films.ts";
import { nfoBeforeOf } from "./nfo-before.ts";
import { isOnlyAnnounced, settleAnnounced } from "./pending-nfo.ts";
import { planPublish, type RecordedFile } from "./plan.ts";
import { type FoundFile, type KnownFile, listFilmFolder, readPresent } from "./present.ts";
import { filmNfoName } from "./profiles.ts";
import { type PublishPlan, trailerKind } from "./vocabulary.ts";
import { type Wanted, wantedOf } from "./wanted.ts";

/** A plan with everything that applying it needs. */
export type Prepared = {
  facts: FilmFacts;
  place: FilmPlace;
  wanted: Wanted;
  found: FoundFile[];
  plan: PublishPlan;
  /** Temporary files of a stopped process lie in the film's folder. */
  hasLeftovers: boolean;
};

/** Looks at the disk and plans the publish of one film. Nothing is written. */
export async function preparePublish(
  loaded: FilmFacts,
  params: { signal?: AbortSignal | undefined } = {},
): Promise<Prepared> {
  const { signal } = params;
  const { movie, library } = loaded;
  const folder = folderOfFilm(movie.filePath);
  const names = await listFilmFolder(folder);
  const place = placeOf({ filePath: movie.filePath, root: loaded.root, parts: loaded.parts }, names);
  const nfoName = filmNfoName(library.profile, place);
  const presentPath = nfoName !== null && names.includes(nfoName) ? join(folder, nfoName) : undefined;
  const wanted = wantedOf(loaded, place, await nfoBeforeOf(loaded, { presentPath, signal }));
  const found = await readPresent({ folder, names, wanted: wanted.files, known: knownFiles(loaded), signal });
  const facts = settleAnnounced(loaded, found);
  const plan = planPublish({
    wanted: wanted.files,
    present: found,
    records: knownFiles(facts),
    pending: wanted.pending,
    nfoPolicy: library.nfoPolicy,
    problems: wanted.problems,
  });
  return { facts, place, wanted, found, plan, hasLeftovers: names.some(isTemporaryName) };
}

/** Everything Metarr remembers of files in the film's folder: written by it, or an NFO it read. */
export function knownFiles(facts: FilmFacts): (RecordedFile & KnownFile)[] {
  const nfos = facts.nfoRecords
    .filter((record) => !isOnlyAnnounced(record))
    .map((record) => ({
      path: record.path,
      kind: "nfo",
      hash: record.hash,
      sizeBytes: record.sizeBytes,
      modifiedMs: record.modifiedMs,
      isOurs: record.publishedAt !== null,
      isPublished: record.publishedAt !== null,
    }));
  const pictures = facts.imageRecords.map((record) => ({
    path: record.filePath,
    kind: record.kind ?? record.imageType,
    hash: record.hash ?? "",
    sizeBytes: record.sizeBytes,
    modifiedMs: record.modifiedMs,
    // The cache has it from this very file: it was there before, and found to be right.
    isOurs: record.sourceType !== "local" || record.sourceUrl !== record.filePath,
    isPublished: true,
  }));
  const trailers = facts.videoRecords.map((record) => ({
    path: record.filePath,
    kind: trailerKind,
    hash: record.hash ?? "",
    sizeBytes: record.sizeBytes,
    modifiedMs: record.modifiedMs,
    isOurs: true,
    isPublished: true,
  }));
  return [...nfos, ...pictures, ...trailers];
}
