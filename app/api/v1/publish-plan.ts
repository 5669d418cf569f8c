import { resolve } from "node:path";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#db/client.ts";
import { libraryRoots, movies, series } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { CurrentUser } from "#lib/access/vocabulary.ts";
import { AppError } from "#lib/errors.ts";
import { isInside } from "#lib/files/safe-path.ts";
import { askToPublish } from "#lib/publish/ask-to-publish.ts";
import { publishUnit } from "#lib/publish/publish.ts";
import { onlySchema, type UnitRef } from "#lib/publish/vocabulary.ts";

/** `only`: paths at which the wanted steps of the plan end. A request without a body publishes all. */
const publishBody = z.object({ only: onlySchema });

/** What publishing would do, step by step. Nothing is written. */
export async function answerPlan(db: Db, unit: UnitRef, signal: AbortSignal) {
  const { plan, isChanged } = await publishUnit(db, { ...unit, dryRun: true, signal });
  const { write, rename, recycle, keep, conflicts, problems } = plan;
  return {
    isChanged,
    write: write.map(({ path, kind, reason, sizeBytes }) => ({ path, kind, reason, sizeBytes })),
    rename: rename.map(({ from, path, kind, reason, sizeBytes }) => ({ from, path, kind, reason, sizeBytes })),
    recycle: recycle.map(({ path, kind, reason }) => ({ path, kind, reason })),
    keep: keep.map(({ path, kind, sizeBytes }) => ({ path, kind, sizeBytes })),
    conflicts: conflicts.map(({ path, kind, reason, resolution }) => ({ path, kind, reason, resolution })),
    problems,
  };
}

/** Hands the publish to the workers: 202 with the job. */
export async function answerPublish(
  { db, request, user }: { db: Db; request: Request; user: CurrentUser },
  unit: UnitRef,
): Promise<Response> {
  const { only } = await readBody(request);
  if (only) await requireInLibrary(db, unit, only);
  const jobId = await transaction(db, (tx) => askToPublish(tx, { ...unit, only, userId: user.id }));
  return Response.json({ jobId }, { status: 202, headers: { "cache-control": "private, no-store" } });
}

/**
 * Every step ends inside the library, so that other paths are known to be wrong without a look at the disk. Of those inside
 * the job says when it had nothing to do there.
 */
async function requireInLibrary(db: Db, { entityType, entityId }: UnitRef, paths: readonly string[]): Promise<void> {
  const table = entityType === "movie" ? movies : series;
  const roots = await db
    .select({ path: libraryRoots.path })
    .from(libraryRoots)
    .innerJoin(table, eq(table.libraryId, libraryRoots.libraryId))
    .where(eq(table.id, entityId));
  // Of a film or series that is not there, the one who asks is told that.
  if (roots.length === 0) return;
  const isKnown = (path: string) => resolve(path) === path && roots.some((root) => isInside(root.path, path));
  const wrong = paths.find((path) => !isKnown(path));
  if (wrong === undefined) return;
  const what = entityType === "movie" ? "film" : "series";
  throw new AppError("invalid", `Nothing of this ${what} is published at ${wrong}. Take paths of its plan.`, {
    field: "only",
  });
}

async function readBody(request: Request): Promise<z.output<typeof publishBody>> {
  const text = await request.text();
  if (text.trim() === "") return {};
  try {
    return publishBody.parse(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AppError("invalid", "The body is not JSON.", { cause: error });
  }
}
