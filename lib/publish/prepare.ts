import { basename, dirname, join } from "node:path";
import { type FilmPlace, folderOfFilm, placeOf } from "#lib/artwork/film-place.ts";
import { isOwnPicture } from "#lib/artwork/own-picture.ts";
import { AppError } from "#lib/errors.ts";
import type { NfoDocument } from "#lib/files/nfo/types.ts";
import { isTemporaryName } from "#lib/files/temporary-name.ts";
import { readPublishing } from "#lib/settings/library-publishing.ts";
import { adoptableKinds } from "./adoptable.ts";
import { rootOf, type UnitFacts } from "./facts.ts";
import type { FilmFacts } from "./load-films.ts";
import type { ShowFacts } from "./load-shows.ts";
import { portraitFolder } from "./names.ts";
import { nfoBeforeOf, readPresentNfo } from "./nfo-before.ts";
import { isWithoutFile, settleAnnounced } from "./pending-nfo.ts";
import { planPublish, type RecordedFile } from "./plan.ts";
import {
  type FoundFile,
  type KnownFile,
  type Listed,
  listFolder,
  listOnce,
  listOptionalFolder,
  readPresent,
} from "./present.ts";
import { type PublishPlan, trailerKind } from "./vocabulary.ts";
import type { BeforeOf, Wanted } from "./wanted.ts";
import { wantedOfFilm } from "./wanted-film.ts";
import { foldersOfShow, wantedOfShow } from "./wanted-show.ts";

/** A film or a series as the database knows it. */
export type Unit = FilmFacts | ShowFacts;

/** A plan with everything that applying it needs. */
export type Prepared = {
  facts: Unit;
  wanted: Wanted;
  found: FoundFile[];
  plan: PublishPlan;
  /** Folders in which temporary files of a stopped process lie. */
  leftovers: string[];
  /** The folder that is the film's alone, for telling the scan how it looks now. */
  ownFolder: string | undefined;
  /** Something of the plan was left out, so that what is published afterwards is not all. */
  isPart?: boolean;
};

export type PrepareOptions = {
  signal?: AbortSignal | undefined;
  /** Shared by those that are prepared together, before anything is written for one of them. */
  listed?: Listed | undefined;
};
type Params = PrepareOptions;

/** Names in every folder the unit's files go to. */
type Listing = Map<string, string[]>;

/** Looks at the disk and plans the publish of one film or series. Nothing is written. */
export async function preparePublish(loaded: Unit, params: Params = {}): Promise<Prepared> {
  const listing = await listFolders(loaded, params.listed);
  assertVideoThere(loaded, listing);
  const { wanted, ownFolder } = await wantedOf(loaded, { listing, ...params });
  const found = await readPresent({ listing, wanted: wanted.files, known: knownFiles(loaded), ...params });
  const facts = settleAnnounced(loaded, found);
  const { library } = facts;
  const plan = planPublish({
    wanted: wanted.files,
    present: found,
    records: knownFiles(facts),
    pending: wanted.pending,
    nfoPolicy: library.nfoPolicy,
    artworkPolicy: readPublishing(library).artworkPolicy ?? "adopt",
    adoptable: adoptableKinds(facts),
    cachedHashes: facts.cachedHashes,
    media: facts.media,
    rootOf: (path) => rootOf(facts, path),
    problems: wanted.problems,
  });
  const leftovers = [...listing].flatMap(([folder, names]) => (names.some(isTemporaryName) ? [folder] : []));
  return { facts, wanted, found, plan, leftovers, ownFolder };
}

async function listFolders(unit: Unit, listed: Listed | undefined): Promise<Listing> {
  const folders = unit.entityType === "movie" ? [folderOfFilm(unit.movie.filePath)] : foldersOfShow(unit);
  const listing: Listing = new Map();
  for (const folder of folders) listing.set(folder, await listOnce(folder, { list: listFolder, listed }));
  if (unit.entityType === "movie" && unit.setFolder !== undefined) {
    listing.set(unit.setFolder, await listOnce(unit.setFolder, { list: listOptionalFolder, listed }));
  }
  const [first] = folders;
  const hasPeople = unit.entityType === "movie" || unit.home !== undefined;
  if (first !== undefined && hasPeople && listing.get(first)?.includes(portraitFolder)) {
    const people = join(first, portraitFolder);
    listing.set(people, await listOptionalFolder(people));
  }
  return listing;
}

/** An unmounted disk is an empty folder: beside no video of the unit nothing is published. Throws `offline`. */
function assertVideoThere({ media, title, path }: Unit, listing: Listing): void {
  const isListed = (each: string) => listing.get(dirname(each))?.includes(basename(each)) === true;
  // Of a disc the folder around its own is listed.
  if ([...media].some((video) => isListed(video) || isListed(dirname(video)))) return;
  throw new AppError("offline", `No video of ${title} is there, so nothing is published. Check its disk, then scan.`, {
    details: { path },
  });
}

async function wantedOf(
  unit: Unit,
  { listing, signal }: { listing: Listing } & Params,
): Promise<{ wanted: Wanted; ownFolder?: string | undefined }> {
  if (unit.entityType === "series") {
    const make = (beforeOf: BeforeOf) => ({ wanted: wantedOfShow(unit, beforeOf) });
    return withDocuments(unit, { listing, signal, make });
  }
  const folder = folderOfFilm(unit.movie.filePath);
  const place: FilmPlace = placeOf(
    { filePath: unit.movie.filePath, root: unit.root, parts: unit.parts },
    listing.get(folder) ?? [],
  );
  const ownFolder = place.layout === "flat" ? undefined : folder;
  return withDocuments(unit, {
    listing,
    signal,
    make: (beforeOf) => ({ wanted: wantedOfFilm(unit, place, beforeOf), ownFolder }),
  });
}

type Making<T> = { listing: Listing; signal: AbortSignal | undefined; make(beforeOf: BeforeOf): T };

/**
 * NFO files that no record tells of are read before anything is made of them: made once to learn their paths, they are
 * read, and it is made again.
 */
async function withDocuments<T>(facts: UnitFacts, { listing, signal, make }: Making<T>): Promise<T> {
  const recordsOf = Map.groupBy(facts.nfoRecords, (record) => `${record.entityType} ${record.entityId}`);
  const documents = new Map<string, NfoDocument | undefined>();
  const unread = new Set<string>();
  const beforeOf: BeforeOf = ({ entityType, entityId }, { path, ...place }) => {
    const records = recordsOf.get(`${entityType} ${entityId}`) ?? [];
    const isTold = records.some((record) => record.kept !== null || record.snapshot !== null);
    const slash = path.lastIndexOf("/");
    const isThere = listing.get(path.slice(0, slash))?.includes(path.slice(slash + 1));
    if (!isTold && isThere && !documents.has(path)) unread.add(path);
    return nfoBeforeOf(records, { document: documents.get(path), ...place });
  };
  const first = make(beforeOf);
  if (unread.size === 0) return first;
  for (const path of unread) documents.set(path, await readPresentNfo(path, signal));
  return make(beforeOf);
}

/** Everything Metarr remembers of files of the unit: written by it, or an NFO it read. */
export function knownFiles(facts: UnitFacts): (RecordedFile & KnownFile)[] {
  // A file of several episodes has a record for each of them, all telling of the same bytes.
  const nfos = new Map(
    facts.nfoRecords
      .filter((record) => !isWithoutFile(record))
      .map((record) => [
        record.path,
        {
          path: record.path,
          kind: "nfo",
          hash: record.hash,
          sizeBytes: record.sizeBytes,
          modifiedMs: record.modifiedMs,
          isOurs: record.publishedAt !== null,
          isPublished: record.publishedAt !== null,
          isTheirEdit: record.publishedAt !== null && record.readAt !== null && record.readAt > record.publishedAt,
        },
      ]),
  );
  const pictures = facts.imageRecords.map((record) => ({
    path: record.filePath,
    kind: record.kind ?? record.imageType,
    hash: record.hash ?? "",
    sizeBytes: record.sizeBytes,
    modifiedMs: record.modifiedMs,
    isOurs: isOwnPicture(record),
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
  return [...nfos.values(), ...pictures, ...trailers];
}
