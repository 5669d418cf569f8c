import { and, eq, inArray, or } from "drizzle-orm";
import { jobs } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { readStoredState } from "#lib/files/stored-state.ts";
import { listOvertaken } from "#lib/publish/overtaken.ts";
import type { Unit } from "#lib/publish/prepare.ts";
import { loadUnits } from "#lib/publish/publish-library.ts";
import { newBudget, sliceLimits } from "./budget.ts";
import { hashOfCached, listCacheOwners } from "./cache-owners.ts";
import { checkFile, listPublished } from "./check-files.ts";
import { checkUnit } from "./check-unit.ts";
import { emptyReport, type VerifyContext } from "./context.ts";
import { listSuspects } from "./orphans.ts";
import { listRecordsAt } from "./records.ts";
import type { Found } from "./vocabulary.ts";

/**
 * Looks once more at what was found, and withdraws what does not hold any more: rows were read up to a slice ago, and what a
 * publish, a scan or a purge did since is nobody's damage.
 */
export async function confirmFindings(context: VerifyContext): Promise<void> {
  const withdrawn = new Set<Found>([
    ...(await listSettledUnits(context)),
    ...(await listSettledOrphans(context)),
    ...(await listSettledCache(context)),
  ]);
  context.found = context.found.filter((finding) => !withdrawn.has(finding));
}

async function listSettledUnits(context: VerifyContext): Promise<Found[]> {
  const { db, doubtful, unseen } = context;
  if (doubtful.length === 0) return [];
  const units = doubtful.map(({ unit }) => unit);
  const fresh = new Map((await loadUnits(db, units)).map((unit) => [unit.entityId, unit]));
  const holding = new Set<Found>();
  for (const { unit, findings } of doubtful) {
    const now = fresh.get(unit.entityId);
    for (const finding of now ? await lookAgain(context, now, findings) : []) holding.add(finding);
  }
  // Asked after the last look: what is published by then was published before it, or is being published.
  const moving = await listMoving(context, units);
  for (const { entityType, entityId } of moving) unseen.push({ entityType, entityId });
  return doubtful.flatMap(({ unit, findings }) =>
    findings.filter((finding) => moving.has(unit) || !holding.has(finding)),
  );
}

/** Those of the findings that are there again. */
async function lookAgain(context: VerifyContext, unit: Unit, findings: readonly Found[]): Promise<Found[]> {
  const { signal } = context;
  const published = new Map(listPublished(unit).map((file) => [file.path, file]));
  const folders = new Map<string, Promise<boolean>>();
  const holding: Found[] = [];
  const isOfFile = ({ kind, path }: Found) => ofFile.has(kind) || (kind === "file.unreadable" && published.has(path));
  for (const finding of findings.filter(isOfFile)) {
    const file = published.get(finding.path);
    const again = file && (await checkFile(file, { folders, signal }));
    if (again?.finding?.kind === finding.kind) holding.push(finding);
  }
  const ofWhole = findings.filter((finding) => !isOfFile(finding));
  if (ofWhole.length === 0) return holding;
  const again = { ...context, ...emptyReport(), budget: newBudget(sliceLimits) };
  await checkUnit(again, unit);
  context.unseen.push(...again.unseen);
  const keys = new Set(again.found.map(keyOf));
  return [...holding, ...ofWhole.filter((finding) => keys.has(keyOf(finding)))];
}

const ofFile: ReadonlySet<string> = new Set<Found["kind"]>(["file.missing", "file.damaged", "file.changed"]);
const keyOf = ({ kind, path, target = "" }: Found) => [kind, path, target].join("\0");

/** Those that were published since they were loaded, or that a job is at work on right now. */
async function listMoving({ db, library }: VerifyContext, units: readonly Unit[]): Promise<Set<Unit>> {
  const moving = new Set<Unit>();
  const overtaken = await listOvertaken(db, units);
  const ids = units.map(({ entityId }) => entityId);
  const running = await db
    .select({ entityType: jobs.entityType, entityId: jobs.entityId })
    .from(jobs)
    .where(
      and(
        eq(jobs.status, "running"),
        eq(jobs.lane, "publish"),
        or(
          and(inArray(jobs.entityType, ["movie", "series"]), inArray(jobs.entityId, ids)),
          and(eq(jobs.entityType, "library"), eq(jobs.entityId, library.id)),
        ),
      ),
    );
  const busy = new Set(running.map(({ entityType, entityId }) => `${entityType} ${entityId}`));
  for (const unit of units) {
    const isBusy = busy.has(`library ${library.id}`) || busy.has(`${unit.entityType} ${unit.entityId}`);
    if (isBusy || overtaken.has(unit)) moving.add(unit);
  }
  return moving;
}

/** What belongs to something again. */
async function listSettledOrphans({ db, found, roots }: VerifyContext): Promise<Found[]> {
  const orphans = found.filter(({ kind, path }) => kind === "file.orphan" || (kind === "row" && path.startsWith("/")));
  const records = await listRecordsAt(
    db,
    orphans.map(({ path }) => path),
  );
  const suspects = new Set((await listSuspects(db, { records, roots })).map(({ record }) => record.path));
  return orphans.filter(({ path }) => !suspects.has(path));
}

/** What is in the cache again, or was let go of. */
async function listSettledCache({ db, found, signal }: VerifyContext): Promise<Found[]> {
  const lost = found.filter(({ kind }) => kind.startsWith("cache."));
  const back = new Set<Found>();
  for (const finding of lost) {
    const { path } = finding;
    const state = await readStoredState({ root: env.DATA_DIR, path, hash: hashOfCached(path) }, signal);
    if (finding.kind !== `cache.${state}`) back.add(finding);
  }
  const owners = await listCacheOwners(
    db,
    lost.map(({ path }) => path),
  );
  const wanted = new Set(owners.map(({ path }) => path));
  return lost.filter((finding) => back.has(finding) || !wanted.has(finding.path));
}
