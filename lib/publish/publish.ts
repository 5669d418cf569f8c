import { readFile } from "node:fs/promises";
import type { Db, Tx } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { fingerprintMovieFolder } from "#lib/files/movie-folders.ts";
import { sweepTemporaryFiles } from "#lib/files/write-atomic.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { applyPlan } from "./apply.ts";
import { diffLines } from "./diff.ts";
import { importNfoChanges, type NfoImport } from "./import-changes.ts";
import { type FilmFacts, loadFilms } from "./load-films.ts";
import { listOutsideChanges, needsPerson, type OutsideChange, type OutsideNfo, readOutsideNfo } from "./outside-nfo.ts";
import { announceNfos } from "./pending-nfo.ts";
import { type Prepared, preparePublish } from "./prepare.ts";
import { type FilmRecords, hasRecords, recordsOf, saveRecords } from "./save-records.ts";
import { type DiffLine, isPlanEmpty, type PublishPlan, trailerKind } from "./vocabulary.ts";

/** What a publish of one film did, or would do. */
export type Published = {
  movieId: number;
  plan: PublishPlan;
  nfoWritten: number;
  artworkWritten: number;
  renamed: number;
  recycled: number;
  /** True when a file was written, renamed or recycled. */
  isChanged: boolean;
};

export type PublishOptions = {
  jobId?: number | null;
  dryRun?: boolean;
  signal?: AbortSignal | undefined;
  /** Throws when another worker has the job by now. Asked in each transaction and before each step on the disk. */
  assertOwned?: AssertOwned | undefined;
};

/**
 * Brings the NFO and artwork of a film into its library folder. With `dryRun` nothing is written. Done twice, the second
 * time changes nothing. Throws not_found, `offline` when the folder is gone, `disk` when it cannot be written, `conflict`
 * when somebody writes there at the same moment.
 */
export async function publishMovie(db: Db, params: { movieId: number } & PublishOptions): Promise<Published> {
  const facts = await getFilmFacts(db, params.movieId);
  if (params.dryRun) return outcomeOf(await preparePublish(facts, params));
  const prepared = await prepareFilm(db, facts, params);
  await announce(db, [prepared], params);
  const { published, records } = await applyFilm(db, prepared, params);
  failpoint("publish.rows");
  await save(db, [records], params);
  return published;
}

/** A plan as its page shows it. */
export type PlannedMovie = {
  plan: PublishPlan;
  /** What the NFO says now and would say. */
  nfo: { path: string; diff: DiffLine[] } | null;
  /** An NFO that was changed outside, about which a person has to decide. */
  toDecide: { path: string; isReadable: boolean; changes: OutsideChange[] } | null;
};

/** The plan of one film for its page. Nothing is written. */
export async function planMovie(
  db: Db,
  params: { movieId: number; signal?: AbortSignal | undefined },
): Promise<PlannedMovie> {
  const prepared = await preparePublish(await getFilmFacts(db, params.movieId), params);
  const { facts, plan } = prepared;
  const nfo = await nfoDifference(prepared);
  const outside = await readOutsideNfo(facts, { plan, signal: params.signal });
  if (!outside) return { plan, nfo, toDecide: null };
  const changes = await listOutsideChanges(db, { facts, outside });
  const isOpen = needsPerson({ facts, outside, changes });
  const path = outside.record.path;
  return { plan, nfo, toDecide: isOpen ? { path, isReadable: outside.read !== undefined, changes } : null };
}

async function nfoDifference({ wanted, found }: Prepared): Promise<PlannedMovie["nfo"]> {
  if (!wanted.nfo) return null;
  const { path, text } = wanted.nfo;
  const isThere = found.some((file) => file.path === path && file.hash !== null && file.sizeBytes <= maxShownBytes);
  const before = isThere ? await readFile(path, "utf8") : "";
  return { path, diff: diffLines(before, text) };
}

/** A larger NFO is shown as new: nobody reads a megabyte of differences. */
const maxShownBytes = 1024 * 1024;

/** One film for publishing. Throws not_found with the reason. */
export async function getFilmFacts(db: Db, movieId: number): Promise<FilmFacts> {
  const [facts] = await loadFilms(db, [movieId]);
  if (facts) return facts;
  throw new AppError("not_found", leftOutMessage(movieId));
}

/** Why loadFilms left a film out. */
export const leftOutMessage = (movieId: number) =>
  `Film ${movieId} cannot be published: it was removed, its file is missing, or it lies in no folder of its library.`;

/** The plan of a loaded film, after changes of its NFO were taken over. */
export async function prepareFilm(db: Db, facts: FilmFacts, options: PublishOptions): Promise<Prepared> {
  const first = await preparePublish(facts, options);
  return (await importOutsideChanges(db, first, options)) ?? first;
}

/** Says in the database what is about to be written, for any number of films at once. */
export async function announce(db: Db, all: readonly Prepared[], options: PublishOptions): Promise<void> {
  if (all.every(({ plan }) => isPlanEmpty(plan))) return;
  await ownedTransaction(db, options.assertOwned, (tx) => announceNfos(tx, all));
}

/** Applies the plan of an announced film. The records it leaves are the caller's to save. */
export async function applyFilm(
  db: Db,
  prepared: Prepared,
  options: PublishOptions,
): Promise<{ published: Published; records: FilmRecords }> {
  const { assertOwned, jobId = null, signal } = options;
  const before = await lookOfFolder(prepared);
  await applyPlan(db, { prepared, jobId, signal, assertOwned });
  if (prepared.hasLeftovers) await sweepTemporaryFiles(prepared.place.folder);
  const after = before && (await lookOfFolder(prepared));
  const records = await recordsOf(prepared);
  if (before && after) records.folder = { path: before.path, before: before.fingerprint, after: after.fingerprint };
  return { published: outcomeOf(prepared), records };
}

/** Writes down what was published. */
export async function save(db: Db, all: readonly FilmRecords[], options: PublishOptions): Promise<void> {
  const records = all.filter(hasRecords);
  if (records.length === 0) return;
  await ownedTransaction(db, options.assertOwned, (tx) => saveRecords(tx, records, options));
}

/**
 * What the scan would make of the film's own folder, so that the next one need not read what was just written. Not for
 * folders that films share: another film may be published there at the same time.
 */
async function lookOfFolder({
  facts,
  place,
  plan,
}: Prepared): Promise<{ path: string; fingerprint: string } | undefined> {
  if (place.layout === "flat" || isPlanEmpty(plan)) return undefined;
  const fingerprint = await fingerprintMovieFolder(facts.root, place.folder);
  return fingerprint === undefined ? undefined : { path: place.folder, fingerprint };
}

/** The plan anew after changes of an NFO were taken over, or undefined when there was nothing to take over. */
async function importOutsideChanges(
  db: Db,
  prepared: Prepared,
  options: PublishOptions,
): Promise<Prepared | undefined> {
  const { facts } = prepared;
  const outside = await readImportable(prepared, { signal: options.signal });
  if (!outside) return undefined;
  const result = await importNfoChanges(db, { facts, outside, assertOwned: options.assertOwned });
  const again = await preparePublish(await getFilmFacts(db, facts.movie.id), options);
  if (result.conflicts.length === 0) return again;
  const fields = result.conflicts.map(({ label }) => label).join(", ");
  const conflicts = again.plan.conflicts.map((each) =>
    each.path === outside.record.path ? { ...each, reason: `${each.reason}. Decide about: ${fields}` } : each,
  );
  return { ...again, plan: { ...again.plan, conflicts } };
}

/**
 * Takes over what somebody changed in the NFO of a film, without writing any file. `follow` runs in the transaction that
 * does, or in one of its own where the library's files are overwritten anyway. Throws as publishMovie does.
 */
export async function importNfo(
  db: Db,
  params: { movieId: number; follow: (tx: Tx) => Promise<void> } & Pick<PublishOptions, "signal" | "assertOwned">,
): Promise<NfoImport> {
  const { assertOwned, follow, signal } = params;
  const prepared = await preparePublish(await getFilmFacts(db, params.movieId), { signal });
  const outside = await readImportable(prepared, { signal });
  if (outside) return importNfoChanges(db, { facts: prepared.facts, outside, assertOwned, follow });
  const isOpen = prepared.plan.conflicts.length > 0;
  if (!isOpen) await ownedTransaction(db, assertOwned, follow);
  return { imported: [], conflicts: [] };
}

/** The changed NFO of a plan whose changes the library takes over by itself, when there is one that can be read. */
async function readImportable(
  { facts, plan }: Prepared,
  { signal }: { signal?: AbortSignal | undefined },
): Promise<OutsideNfo | undefined> {
  if (facts.library.nfoPolicy !== "import") return undefined;
  const outside = await readOutsideNfo(facts, { plan, signal });
  return outside?.read && outside.record.publishedAt !== null ? outside : undefined;
}

/** What a plan amounts to. */
export function outcomeOf(prepared: Prepared): Published {
  const { plan, facts } = prepared;
  const broken = new Set(plan.problems.map((problem) => problem.path));
  const written = plan.write.filter((step) => !broken.has(step.path));
  const nfoWritten = written.filter((step) => step.kind === "nfo").length;
  const trailersWritten = written.filter((step) => step.kind === trailerKind).length;
  return {
    movieId: facts.movie.id,
    plan,
    nfoWritten,
    artworkWritten: written.length - nfoWritten - trailersWritten,
    renamed: plan.rename.length,
    recycled: plan.recycle.length,
    isChanged: !isPlanEmpty(plan),
  };
}
