import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import { bulkUpdate } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { movies, series, verifyFindings } from "#db/schema/index.ts";
import { verifyPictureAt } from "#lib/artwork/verify-cache.ts";
import { inChunks } from "#lib/chunks.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { ownedTransaction } from "#lib/jobs/lease.ts";
import { getLibrary } from "#lib/libraries/libraries.ts";
import { verifyVideoAt } from "#lib/trailers/verify-videos.ts";
import { repairChoices } from "./choices.ts";
import { closeCache, isOpenIn } from "./record-findings.ts";
import { allWith, type Finding, noneWith, type Repair, type RepairContext, type Repaired } from "./repair-context.ts";
import { repairDamaged } from "./repair-damaged.ts";
import { repairLeftovers, repairOrphans, repairRows } from "./repair-orphans.ts";
import { orProblem, repairByPublishing } from "./repair-published.ts";
import { assertRootsAreThere, listGuardedRoots } from "./roots.ts";
import {
  type FindingKind,
  findingKinds,
  isFindingKind,
  repairableKinds,
  safeKinds,
  type VerifyScope,
} from "./vocabulary.ts";

const repairCache: Repair = async ({ db, roots, signal, assertOwned }, findings) => {
  const done: Repaired[] = [];
  for (const finding of findings) {
    // Without the copies in the library a picture may be given up that is only out of reach.
    await assertRootsAreThere(roots);
    const work = async (): Promise<Repaired[]> => {
      const { path } = finding;
      const verify = path.startsWith("cache/videos/") ? verifyVideoAt : verifyPictureAt;
      const outcome = await verify(db, { path, signal, assertOwned });
      if (typeof outcome === "object") return [{ finding, problem: outcome.reason }];
      // The next look closes it once the file is there.
      if (outcome === "queued") return [{ finding, problem: "It is being fetched again." }];
      return [{ finding, how: outcome === undefined ? "Nothing needs it any more." : "It is back in the cache." }];
    };
    done.push(...(await orProblem([finding], work)));
  }
  return done;
};

const repairChosen: Repair = async ({ db, runId, assertOwned }, findings) => {
  await repairChoices(db, { names: findings.map(({ path }) => path), runId, assertOwned });
  return allWith(findings, "Its download was asked for.");
};

const scanAgain: Repair = async ({ db, library, runId, userId, assertOwned }, findings) => {
  await ownedTransaction(db, assertOwned, (tx) =>
    enqueue(tx, "library.scan", { libraryId: library.id }, { runId, createdBy: userId }),
  );
  return allWith(findings, "A scan was asked for.");
};

const nothing: Repair = async (_context, findings) =>
  noneWith(findings, "Metarr can do nothing about it. Check the disk and the permissions.");

const repairs: Record<FindingKind, Repair> = {
  "file.missing": repairByPublishing,
  "file.damaged": repairDamaged,
  "file.changed": repairByPublishing,
  "file.name": repairByPublishing,
  "file.orphan": repairOrphans,
  "file.unreadable": nothing,
  "media.gone": scanAgain,
  "cache.missing": repairCache,
  "cache.damaged": repairCache,
  leftover: repairLeftovers,
  row: repairRows,
  choice: repairChosen,
};

export type RepairRequest = VerifyScope & {
  /** Absent: every open one of the kinds. */
  findingIds?: readonly number[] | undefined;
  /** Absent: all that is safe; with ids all that can be repaired. */
  kinds?: readonly FindingKind[] | undefined;
  /** Nobody asked for it: items that automation leaves alone are passed over. */
  isAutomatic?: boolean | undefined;
  after?: number | undefined;
};

export type RepairOutcome = {
  repaired: number;
  problems: { path: string; message: string }[];
  /** The last finding that was looked at, when there may be more. */
  next: number | null;
};

/** Findings that one job works on; the next job goes on behind them. */
const repairsPerJob = 200;

/**
 * Repairs findings, the cache before what is put back from it. What cannot be repaired stays open and says why. Throws `offline`
 * when a disk of the library is away, and one error when the disk cannot be written (R9).
 */
export async function repairFindings(
  db: Db,
  request: RepairRequest,
  options: Partial<Omit<RepairContext, "db" | "library" | "roots">> & {
    limit?: number;
    /** In the transaction that writes down the last of it. */
    also?: (tx: Tx, outcome: RepairOutcome) => Promise<void>;
  } = {},
): Promise<RepairOutcome> {
  const { jobId = null, userId = null, runId = null, signal, assertOwned, follow, also } = options;
  const limit = options.limit ?? repairsPerJob;
  const library = await getLibrary(db, request.libraryId);
  const roots = await listGuardedRoots(db, library);
  await assertRootsAreThere(roots);
  const context: RepairContext = { db, library, roots, jobId, userId, runId, signal, assertOwned, follow };
  const page = await listOpen(db, request, limit);
  const findings = request.isAutomatic ? await withoutLeftAlone(db, page) : page;
  const outcome: RepairOutcome = {
    repaired: 0,
    problems: [],
    next: page.length === limit ? (page.at(-1)?.id ?? null) : null,
  };
  for (const kind of kindsInOrder) {
    signal?.throwIfAborted();
    const own = findings.filter((finding) => finding.kind === kind);
    if (own.length === 0) continue;
    // The kinds before may have taken minutes: a disk that went meanwhile must not cost what is known of it (R6).
    await assertRootsAreThere(roots);
    const done = await repairs[kind](context, own);
    failpoint("verify.repaired");
    await ownedTransaction(db, assertOwned, (tx) => save(tx, done));
    for (const each of done) {
      if ("how" in each) outcome.repaired += 1;
      else outcome.problems.push({ path: each.finding.path, message: each.problem });
    }
  }
  if (also) await ownedTransaction(db, assertOwned, (tx) => also(tx, outcome));
  return outcome;
}

const kindsInOrder: FindingKind[] = [
  ...findingKinds.filter((kind) => kind.startsWith("cache.")),
  ...findingKinds.filter((kind) => !kind.startsWith("cache.")),
];

function listOpen(db: Db, request: RepairRequest, limit: number): Promise<Finding[]> {
  const { findingIds, kinds = findingIds ? repairableKinds : safeKinds, after = 0 } = request;
  return db
    .select()
    .from(verifyFindings)
    .where(
      and(
        isOpenIn(request),
        isNull(verifyFindings.dismissedAt),
        inArray(verifyFindings.kind, kinds.filter(isFindingKind)),
        findingIds ? inArray(verifyFindings.id, [...findingIds]) : undefined,
        gt(verifyFindings.id, after),
      ),
    )
    .orderBy(asc(verifyFindings.id))
    .limit(limit);
}

/** An item that is not monitored is left alone by what nobody asked for. */
async function withoutLeftAlone(db: Db, findings: readonly Finding[]): Promise<Finding[]> {
  const read = async (table: typeof movies | typeof series, type: "movie" | "series") => {
    const ids = findings.flatMap(({ entityType, entityId }) =>
      entityType === type && entityId !== null ? [entityId] : [],
    );
    const rows = await inChunks([...new Set(ids)], (some) =>
      db
        .select({ id: table.id })
        .from(table)
        .where(and(inArray(table.id, some), eq(table.monitored, false))),
    );
    return new Set(rows.map(({ id }) => id));
  };
  const alone = { movie: await read(movies, "movie"), series: await read(series, "series") };
  return findings.filter(
    ({ entityType, entityId }) => entityType === null || entityId === null || !alone[entityType].has(entityId),
  );
}

async function save(tx: Tx, done: readonly Repaired[]): Promise<void> {
  const now = await databaseNow(tx);
  await bulkUpdate(
    tx,
    verifyFindings,
    done.map((each) =>
      "how" in each
        ? { id: each.finding.id, repairedAt: now, repairedHow: each.how, problem: null }
        : { id: each.finding.id, repairedAt: null, repairedHow: null, problem: each.problem },
    ),
  );
  await closeCache(
    tx,
    done.flatMap((each) => ("how" in each && each.finding.kind.startsWith("cache.") ? [each.finding.path] : [])),
  );
}
