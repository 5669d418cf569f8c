import { eq, inArray } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import type { Db } from "#db/client.ts";
import { cacheImageFiles, libraryImageFiles } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { listJobs } from "#lib/jobs/queries.ts";
import { type PlannedUnit, planUnit } from "#lib/publish/plan-unit.ts";
import { isPlanEmpty, kindOfNfo, type PublishPlan, trailerKind, type UnitRef } from "#lib/publish/vocabulary.ts";
import { groupSteps, labelOfFile, type StepGroup, type UnitParts } from "./group-steps.ts";
import { type PlanStep, type Sign, stepsOf } from "./plan-steps.ts";
import { showToDecide } from "./show-to-decide.ts";
import { toUnitParts } from "./to-unit-parts.ts";

/** Pictures beside each other at once; nobody compares more. */
const pairsShown = 48;
/** Files that stay are counted, and the first of them named. */
const keptShown = 200;

/** What publishing one film or series would do, read from the disk now. A reason instead when it cannot be said. */
export async function readPublishPage(db: Db, { unit, folder }: { unit: UnitRef; folder: string }) {
  await requireUser("editor");
  const type = unit.entityType === "movie" ? "movie.publish" : "series.publish";
  const { jobs } = await listJobs(db, { type, entity: unit, limit: 1 });
  const [job] = jobs;
  const head = {
    unit,
    folder,
    job: job ? { jobId: job.jobId, status: job.status, percent: job.progress, error: job.error } : null,
  };
  try {
    return { ...head, problem: null, ...(await describe(db, await planUnit(db, unit))) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...head, problem: error.message };
  }
}

export type PublishPageData = Awaited<ReturnType<typeof readPublishPage>>;

async function describe(db: Db, { plan, nfos, toDecide, ...planned }: PlannedUnit) {
  const parts = toUnitParts(planned.parts);
  const steps = stepsOf(plan, { open: new Set(toDecide.map(({ path }) => path)) });
  const changes = steps.filter(({ sign }) => sign !== "keep");
  const kept = steps.filter(({ sign }) => sign === "keep");
  return {
    isEmpty: isPlanEmpty(plan),
    groups: groupSteps(changes, parts),
    kept: { count: kept.length, steps: ungrouped(groupSteps(kept.slice(0, keptShown), parts)) },
    pictures: await listPictures(db, { plan, steps, parts }),
    problems: plan.problems,
    toDecide: await showToDecide(db, { toDecide, parts }),
    nfos: nfos.flatMap(({ path, diff }) => {
      const before = diff.filter(({ kind }) => kind !== "added").map(({ text }) => text);
      const after = diff.filter(({ kind }) => kind !== "removed").map(({ text }) => text);
      const isSame = diff.every(({ kind }) => kind === "same");
      const label = labelOfFile({ kind: kindOfNfo, path }, parts);
      const texts = { before: before.length > 0 ? before.join("\n") : null, after: after.join("\n") };
      return isSame ? [] : [{ path, label, ...texts }];
    }),
    /** NFO files that change, also those whose differences are not shown. */
    nfoCount: new Set(changes.filter(({ kind }) => kind === kindOfNfo).map(({ path }) => path)).size,
  };
}

const ungrouped = (groups: readonly StepGroup[]) => groups.flatMap(({ steps }) => steps);

const isWritten = (sign: Sign) => sign === "write" || sign === "change";
type Pictures = { plan: PublishPlan; steps: readonly PlanStep[]; parts: UnitParts };

/**
 * The first pictures that are written, with what lies under the same name now, where that is one Metarr wrote and nobody
 * touched. A renamed picture stays the same picture, so it is not among them.
 */
async function listPictures(db: Db, { plan, steps, parts }: Pictures) {
  const all = steps.filter(
    ({ sign, kind, cacheFileId }) => isWritten(sign) && kind !== trailerKind && cacheFileId !== null,
  );
  const written = all.slice(0, pairsShown);
  if (written.length === 0) return { count: 0, pairs: [] };
  const paths = written.map(({ path }) => path);
  const ids = written.map(({ cacheFileId }) => cacheFileId ?? 0);
  const shown = { hash: cacheImageFiles.fileHash, thumbhash: cacheImageFiles.thumbhash };
  const size = { width: cacheImageFiles.width, height: cacheImageFiles.height };
  const [after, before] = await Promise.all([
    db
      .select({ id: cacheImageFiles.id, ...shown, ...size })
      .from(cacheImageFiles)
      .where(inArray(cacheImageFiles.id, ids)),
    db
      .select({ path: libraryImageFiles.filePath, ...shown })
      .from(libraryImageFiles)
      .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, libraryImageFiles.cacheFileId))
      .where(inArray(libraryImageFiles.filePath, paths)),
  ]);
  const recycled = new Set(plan.recycle.map(({ path }) => path));
  const pairs = written.flatMap(({ path, kind, sign, cacheFileId }) => {
    const next = after.find(({ id }) => id === cacheFileId);
    if (!next) return [];
    const isForeign = recycled.has(path);
    const old = sign === "change" && !isForeign ? before.find((each) => each.path === path) : undefined;
    const missing = isForeign ? ("foreign" as const) : ("none" as const);
    const was = old ? { hash: old.hash, thumbhash: old.thumbhash } : null;
    return [{ path, kind, label: labelOfFile({ kind, path }, parts), after: next, before: was, missing }];
  });
  return { count: all.length, pairs };
}

export type PicturePair = Awaited<ReturnType<typeof listPictures>>["pairs"][number];
