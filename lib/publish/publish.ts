import type { Db, Tx } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { fingerprintMovieFolder } from "#lib/files/movie-folders.ts";
import { sweepTemporaryFiles } from "#lib/files/write-atomic.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { adoptPicture } from "./adopt-pictures.ts";
import { applyPlan } from "./apply.ts";
import { importNfoChanges, type NfoImport } from "./import-changes.ts";
import { loadFilms } from "./load-films.ts";
import { loadShow } from "./load-shows.ts";
import { isImportable, readOutsideNfos } from "./outside-nfo.ts";
import { listOvertaken, overtakenError } from "./overtaken.ts";
import { announceNfos } from "./pending-nfo.ts";
import { type Prepared, type PrepareOptions, preparePublish, type Unit } from "./prepare.ts";
import { hasRecords, recordsOf, saveRecords, type UnitRecords } from "./save-records.ts";
import { takePart, withChosenConflicts } from "./take-part.ts";
import {
  episodeOfPicture,
  isPlanEmpty,
  type PublishPlan,
  trailerKind,
  type UnitRef,
  type UnitType,
} from "./vocabulary.ts";

/** What a publish of one film or series did, or would do. */
export type Published = UnitRef & {
  plan: PublishPlan;
  nfoWritten: number;
  artworkWritten: number;
  renamed: number;
  recycled: number;
  /** True when a file was written, renamed or recycled. */
  isChanged: boolean;
  /** Whose files changed: the film, the series, or only some of its episodes. */
  touched: Touched[];
  /** The folder players take for the series; undefined for a film, and for episodes without a folder of their own. */
  home: string | undefined;
};

export type Touched = { entityType: UnitType | "episode"; entityId: number };

export type PublishOptions = PrepareOptions & {
  jobId?: number | null;
  dryRun?: boolean;
  /** Only the steps that end at these paths. Absent: all. */
  only?: ReadonlySet<string> | undefined;
  /** Throws when another worker has the job by now. Asked in each transaction and before each step on the disk. */
  assertOwned?: AssertOwned | undefined;
  /** Last in the transaction that writes down what was published; told of those of which something changed. */
  follow?: ((tx: Tx, changed: readonly Published[]) => Promise<void>) | undefined;
};

/**
 * Brings the NFO files and artwork of a film or a series into its library folder. With `dryRun` nothing is written. Done
 * twice, the second time changes nothing. Throws not_found, `offline` when a folder is gone, `disk` when it cannot be
 * written, `conflict` when somebody writes there at the same moment.
 */
export async function publishUnit(db: Db, params: UnitRef & PublishOptions): Promise<Published> {
  const facts = await getUnit(db, params);
  if (params.dryRun) return outcomeOf(await preparePublish(facts, params));
  const prepared = await prepareUnit(db, facts, params);
  const [ready] = await announce(db, [prepared], params);
  if (!ready) throw overtakenError(facts);
  const done = await applyUnit(db, ready, params);
  failpoint("publish.rows");
  if ((await save(db, [done], params)).length === 0) throw overtakenError(facts);
  return done.published;
}

/** One film or series for publishing. Throws not_found with the reason. */
export async function getUnit(db: Db, ref: UnitRef): Promise<Unit> {
  const facts =
    ref.entityType === "movie" ? (await loadFilms(db, [ref.entityId]))[0] : await loadShow(db, ref.entityId);
  if (facts) return facts;
  throw new AppError("not_found", leftOutMessage(ref));
}

const whatWasLost = {
  movie: { name: "Film", lost: "its file is missing" },
  series: { name: "Series", lost: "its files are missing" },
} as const;

/** Why a film or series was left out when it was loaded. */
export function leftOutMessage({ entityType, entityId }: UnitRef): string {
  const { name, lost } = whatWasLost[entityType];
  return `${name} ${entityId} cannot be published: it was removed, ${lost}, or it lies in no folder of its library.`;
}

/** The plan of what was loaded, after changes made outside were taken over. */
export async function prepareUnit(db: Db, facts: Unit, options: PublishOptions): Promise<Prepared> {
  const { only } = options;
  const first = await preparePublish(facts, options);
  const prepared = (await takeOverChanges(db, only ? withChosenConflicts(first, only) : first, options)) ?? first;
  return only ? takePart(prepared, only) : prepared;
}

/**
 * Says in the database what is about to be written, for any number at once. Returns those that may go on: another job
 * published the others since they were loaded.
 */
export async function announce(
  db: Db,
  all: readonly Prepared[],
  options: PublishOptions,
): Promise<readonly Prepared[]> {
  if (all.every(({ plan }) => isPlanEmpty(plan))) return all;
  return ownedTransaction(db, options.assertOwned, async (tx) => {
    const overtaken = await listOvertaken(
      tx,
      all.map(({ facts }) => facts),
    );
    const ready = all.filter(({ facts }) => !overtaken.has(facts));
    await announceNfos(tx, ready);
    return ready;
  });
}

export type Applied = { published: Published; records: UnitRecords; facts: Unit };

/** Applies an announced plan. The records it leaves are the caller's to save. */
export async function applyUnit(db: Db, prepared: Prepared, options: PublishOptions): Promise<Applied> {
  const { assertOwned, jobId = null, signal } = options;
  const before = await lookOfFolder(prepared);
  const written = await applyPlan(db, { prepared, jobId, signal, assertOwned });
  for (const folder of prepared.leftovers) await sweepTemporaryFiles(folder);
  const after = before && (await lookOfFolder(prepared));
  const records = recordsOf(prepared, written);
  if (before && after) records.folder = { path: before.path, before: before.fingerprint, after: after.fingerprint };
  return { published: outcomeOf(prepared), records, facts: prepared.facts };
}

/**
 * Writes down what was published. Returns what was: of those that another job published at the same moment nothing is, and
 * the next publish recognises their files by their content.
 */
export async function save(db: Db, all: readonly Applied[], options: PublishOptions): Promise<readonly Applied[]> {
  if (!all.some(({ records }) => hasRecords(records))) return all;
  return ownedTransaction(db, options.assertOwned, async (tx) => {
    const overtaken = await listOvertaken(
      tx,
      all.map(({ facts }) => facts),
    );
    const saved = all.filter(({ facts }) => !overtaken.has(facts));
    const records = saved.map((each) => each.records).filter(hasRecords);
    await saveRecords(tx, records, options);
    const changed = saved.map(({ published }) => published).filter(({ isChanged }) => isChanged);
    if (changed.length > 0) await options.follow?.(tx, changed);
    return saved;
  });
}

/**
 * What the scan would make of the film's own folder, so that the next one need not read what was just written. Not for
 * folders that films share: another film may be published there at the same time.
 */
async function lookOfFolder({
  facts,
  ownFolder,
  plan,
}: Prepared): Promise<{ path: string; fingerprint: string } | undefined> {
  if (ownFolder === undefined || isPlanEmpty(plan)) return undefined;
  const fingerprint = await fingerprintMovieFolder(facts.root, ownFolder);
  return fingerprint === undefined ? undefined : { path: ownFolder, fingerprint };
}

/** The plan anew after changes made outside were taken over, or undefined when there was nothing to take over. */
async function takeOverChanges(db: Db, prepared: Prepared, options: PublishOptions): Promise<Prepared | undefined> {
  if (prepared.plan.conflicts.length === 0) return undefined;
  // What another job has just written is nobody's edit.
  if ((await listOvertaken(db, [prepared.facts])).size > 0) throw overtakenError(prepared.facts);
  const nfos = await importOutside(db, prepared, options);
  const adopted = await adoptOutside(db, prepared, options);
  if (nfos.length + adopted.length === 0) return undefined;
  const again = await preparePublish(await getUnit(db, prepared.facts), options);
  const fieldsOf = new Map(
    nfos.flatMap(({ path, conflicts }) =>
      conflicts.length > 0 ? [[path, conflicts.map(({ label }) => label).join(", ")] as const] : [],
    ),
  );
  const whyNot = new Map(adopted.flatMap(({ path, problem }) => (problem === null ? [] : [[path, problem] as const])));
  const conflicts = again.plan.conflicts.map((each) => {
    const [fields, problem] = [fieldsOf.get(each.path), whyNot.get(each.path)];
    if (fields !== undefined) return { ...each, reason: `${each.reason}. Decide about: ${fields}` };
    return problem === undefined ? each : { ...each, reason: `${each.reason}. ${problem}` };
  });
  return { ...again, plan: { ...again.plan, conflicts } };
}

type Imported = NfoImport & { path: string };

/** Takes over every changed NFO that the library takes over by itself. */
async function importOutside(db: Db, { facts, plan }: Prepared, options: PublishOptions): Promise<Imported[]> {
  const { signal, assertOwned } = options;
  const done: Imported[] = [];
  for (const outside of await readOutsideNfos(facts, { plan, signal })) {
    if (!isImportable(facts, outside)) continue;
    done.push({ path: outside.path, ...(await importNfoChanges(db, { facts, outside, assertOwned })) });
  }
  return done;
}

/** Takes over pictures where the library does so by itself. One that cannot be used waits for a person, with the reason. */
async function adoptOutside(db: Db, prepared: Prepared, options: PublishOptions) {
  const { signal, assertOwned } = options;
  const done: { path: string; problem: string | null }[] = [];
  for (const conflict of prepared.plan.conflicts.filter(({ resolution }) => resolution === "adopt")) {
    try {
      await adoptPicture(db, { prepared, conflict, userId: null, signal, assertOwned });
      done.push({ path: conflict.path, problem: null });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "invalid") throw error;
      done.push({ path: conflict.path, problem: error.message });
    }
  }
  return done;
}

/**
 * Takes over what somebody changed in the published files of a film or series, without writing any file. `follow` runs in
 * a transaction after it, unless something waits for a person. Throws as publishUnit does.
 */
export async function importOutsideChanges(
  db: Db,
  params: UnitRef & { follow: (tx: Tx) => Promise<void> } & Pick<PublishOptions, "signal" | "assertOwned">,
): Promise<NfoImport> {
  const { assertOwned, follow } = params;
  const prepared = await preparePublish(await getUnit(db, params), params);
  const nfos = await importOutside(db, prepared, params);
  const adopted = await adoptOutside(db, prepared, params);
  const imported = nfos.flatMap((each) => each.imported);
  const conflicts = nfos.flatMap((each) => each.conflicts);
  const isTaken = nfos.length + adopted.length > 0;
  // Without anything taken over, what is in conflict waits for a person, and there is nothing to publish.
  if (isTaken || prepared.plan.conflicts.length === 0) await ownedTransaction(db, assertOwned, follow);
  return { imported, conflicts };
}

/** What a plan amounts to. */
export function outcomeOf({ plan, wanted, facts }: Prepared): Published {
  const { entityType, entityId } = facts;
  const broken = new Set(plan.problems.map((problem) => problem.path));
  const written = plan.write.filter((step) => !broken.has(step.path));
  const nfoWritten = written.filter((step) => step.kind === "nfo").length;
  const trailersWritten = written.filter((step) => step.kind === trailerKind).length;
  return {
    entityType,
    entityId,
    plan,
    nfoWritten,
    artworkWritten: written.length - nfoWritten - trailersWritten,
    renamed: plan.rename.length,
    recycled: plan.recycle.length,
    isChanged: !isPlanEmpty(plan),
    touched: listTouched({ entityType, entityId }, { plan, wanted }),
    home: facts.entityType === "series" ? facts.home : undefined,
  };
}

function listTouched(unit: UnitRef, { plan, wanted }: Pick<Prepared, "plan" | "wanted">): Touched[] {
  const episodesOf = new Map(
    wanted.nfos.map(({ path, parts }) => [
      path,
      parts.flatMap(({ entityType, entityId }) => (entityType === "episode" ? [entityId] : [])),
    ]),
  );
  const touched = [...plan.write, ...plan.rename, ...plan.recycle].flatMap(({ path, kind }): Touched[] => {
    const ofPicture = episodeOfPicture(kind);
    const ids = ofPicture === undefined ? (episodesOf.get(path) ?? []) : [ofPicture];
    return ids.length === 0 ? [unit] : ids.map((entityId) => ({ entityType: "episode", entityId }));
  });
  return [...new Map(touched.map((each) => [`${each.entityType} ${each.entityId}`, each])).values()];
}
