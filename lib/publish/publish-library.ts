import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import pLimit from "p-limit";
import type { Db } from "#db/client.ts";
import { libraries, movies, series } from "#db/schema/index.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { isDiskWide } from "#lib/files/disk-error.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { loadFilms } from "./load-films.ts";
import { loadShow } from "./load-shows.ts";
import { overtakenError } from "./overtaken.ts";
import { preparePublish, type Unit } from "./prepare.ts";
import {
  announce,
  applyUnit,
  leftOutMessage,
  outcomeOf,
  type Published,
  type PublishOptions,
  prepareUnit,
  save,
} from "./publish.ts";
import type { UnitRef } from "./vocabulary.ts";

export type PublishTotal = {
  /** Films and series that were looked at. */
  items: number;
  /** Those of which something was written, renamed or recycled. */
  published: number;
  nfoWritten: number;
  artworkWritten: number;
  renamed: number;
  recycled: number;
  conflicts: number;
  /** What failed, by file or item; at most 500. */
  problems: (UnitRef & { path: string; message: string })[];
  /** Those with something to do (a plan) or done (a publish). */
  changed: Pick<Published, "entityType" | "entityId" | "nfoWritten" | "artworkWritten" | "renamed" | "recycled">[];
};

/** What is loaded and saved together: a series is many files by itself. */
const batchSizes = { movie: 50, series: 1 } as const;
/** Items whose files are written at once: flushing waits for the disk, not for the processor. */
const parallelItems = 8;
const maxProblems = 500;

type Many = PublishOptions & { onProgress?: (done: number, of: number) => void };

/** What automation publishes: of this library, watched over, present, and known to be what it is. By id. */
export async function listPublishable(
  db: Db,
  { libraryId, after = 0, limit }: { libraryId: number; after?: number; limit?: number },
): Promise<UnitRef[]> {
  const { entityType, table } = await kindOfLibrary(db, libraryId);
  const found = db
    .select({ entityId: table.id })
    .from(table)
    .where(and(isPublishable(table, libraryId), gt(table.id, after)))
    .orderBy(asc(table.id));
  const rows = await (limit === undefined ? found : found.limit(limit));
  return rows.map(({ entityId }) => ({ entityType, entityId }));
}

export async function countPublishable(db: Db, libraryId: number): Promise<number> {
  const { table } = await kindOfLibrary(db, libraryId);
  return db.$count(table, isPublishable(table, libraryId));
}

async function kindOfLibrary(db: Db, libraryId: number) {
  const [library] = await db.select({ type: libraries.type }).from(libraries).where(eq(libraries.id, libraryId));
  return library?.type === "tv"
    ? ({ entityType: "series", table: series } as const)
    : ({ entityType: "movie", table: movies } as const);
}

const isPublishable = (table: typeof movies | typeof series, libraryId: number) =>
  and(
    eq(table.libraryId, libraryId),
    eq(table.monitored, true),
    isNull(table.missingAt),
    isNull(table.deletedAt),
    inArray(table.identificationStatus, ["identified", "enriched"]),
  );

/** Publishes everything publishable of a library; with `dryRun` only says what would happen. */
export async function publishLibrary(db: Db, params: { libraryId: number } & Many): Promise<PublishTotal> {
  return publishUnits(db, { ...params, units: await listPublishable(db, params) });
}

/**
 * Publishes many films or series of one kind; one that fails costs only itself, trouble of the whole disk ends it with one
 * error (R9). Rows are saved in batches: after a stop the next run recognises files without a row by their content.
 */
async function publishUnits(db: Db, params: { units: readonly UnitRef[] } & Many): Promise<PublishTotal> {
  const { units, signal } = params;
  const none = { published: 0, nfoWritten: 0, artworkWritten: 0, renamed: 0, recycled: 0, conflicts: 0 };
  const total: PublishTotal = { items: units.length, ...none, problems: [], changed: [] };
  const size = batchSizes[units[0]?.entityType ?? "movie"];
  for (let start = 0; start < units.length; start += size) {
    signal?.throwIfAborted();
    const batch = units.slice(start, start + size);
    const loaded = await loadUnits(db, batch);
    const found = new Set(loaded.map(({ entityId }) => entityId));
    for (const ref of batch.filter(({ entityId }) => !found.has(entityId))) {
      addProblem(total, { ...ref, path: "", message: leftOutMessage(ref) });
    }
    await publishBatch(db, { units: loaded, total, options: params });
    params.onProgress?.(Math.min(units.length, start + size), units.length);
  }
  return total;
}

/** What is published as one, with all it is made of. What was removed or is missing is left out. */
export async function loadUnits(db: Db, batch: readonly UnitRef[]): Promise<Unit[]> {
  const idsOf = (type: UnitRef["entityType"]) =>
    batch.flatMap(({ entityType, entityId }) => (entityType === type ? [entityId] : []));
  const shows: Unit[] = [];
  for (const seriesId of idsOf("series")) {
    const show = await loadShow(db, seriesId);
    if (show) shows.push(show);
  }
  return [...(await loadFilms(db, idsOf("movie"))), ...shows];
}

async function publishBatch(
  db: Db,
  params: { units: readonly Unit[]; total: PublishTotal; options: PublishOptions },
): Promise<void> {
  const { units, total } = params;
  const options: PublishOptions = { ...params.options, listed: new Map() };
  const limit = pLimit(parallelItems);
  const stop = new AbortController();
  /** Does something for every item at once; one that fails costs only itself. */
  const forEach = async <T extends { facts: Unit }, R>(items: readonly T[], work: (item: T) => Promise<R>) => {
    const results: R[] = [];
    const one = async (item: T) => {
      if (stop.signal.aborted) return;
      try {
        results.push(await work(item));
      } catch (error) {
        if (options.signal?.aborted || !isAppError(error) || isDiskWide(error)) return stop.abort(error);
        const { entityType, entityId, path } = item.facts;
        addProblem(total, { entityType, entityId, path, message: messageOf(error) });
      }
    };
    await Promise.all(items.map((item) => limit(one, item)));
    return results;
  };
  const loaded = units.map((facts) => ({ facts }));
  if (options.dryRun) {
    for (const prepared of await forEach(loaded, ({ facts }) => preparePublish(facts, options)))
      addUp(total, outcomeOf(prepared));
    return stop.signal.throwIfAborted();
  }
  const prepared = await forEach(loaded, ({ facts }) => prepareUnit(db, facts, options));
  stop.signal.throwIfAborted();
  /** What another job published meanwhile says so instead of counting. */
  const leaveOut = (all: readonly { facts: Unit }[], kept: readonly { facts: Unit }[]) => {
    const left = new Set(kept.map(({ facts }) => facts));
    for (const { facts } of all.filter((each) => !left.has(each.facts))) {
      const { entityType, entityId, path } = facts;
      addProblem(total, { entityType, entityId, path, message: messageOf(overtakenError(facts)) });
    }
  };
  const ready = await announce(db, prepared, options);
  leaveOut(prepared, ready);
  const done = await forEach(ready, (each) => applyUnit(db, each, options));
  failpoint("publish.rows");
  const saved = await save(db, done, options);
  leaveOut(done, saved);
  for (const { published } of saved) addUp(total, published);
  stop.signal.throwIfAborted();
}

function addUp(total: PublishTotal, { plan, isChanged, ...one }: Published): void {
  const { entityType, entityId, nfoWritten, artworkWritten, renamed, recycled } = one;
  total.nfoWritten += nfoWritten;
  total.artworkWritten += artworkWritten;
  total.renamed += renamed;
  total.recycled += recycled;
  total.conflicts += plan.conflicts.length;
  if (isChanged) {
    total.published += 1;
    total.changed.push({ entityType, entityId, nfoWritten, artworkWritten, renamed, recycled });
  }
  for (const problem of plan.problems) addProblem(total, { entityType, entityId, ...problem });
}

function addProblem(total: PublishTotal, problem: PublishTotal["problems"][number]): void {
  if (total.problems.length < maxProblems) total.problems.push(problem);
}
