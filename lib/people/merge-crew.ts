import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { keepRows, keptRowsSchema, readKeptRows } from "#db/kept-rows.ts";
import { crew, crewAliases, fieldChanges } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { castOwners } from "./credit-rows.ts";
import { getCrew } from "./get-crew.ts";
import { joinJobs, separateJobs } from "./join-jobs.ts";
import { tellTakenBack } from "./tell-taken-back.ts";

/** What a merge keeps in the history: the person who went, and the jobs of both as they were. */
const mergeSchema = z.object({
  from: keptRowsSchema,
  tookId: z.boolean(),
  aliasIds: z.array(z.int()),
  madeAliasId: z.int(),
  /** Its history, which went over. */
  changeIds: z.array(z.int()).default([]),
  jobs: z.record(z.enum(castOwners), keptRowsSchema),
});

/**
 * Makes two people behind the camera one. Lists of names keep how they were credited. Returns the id of the history row
 * by which it is taken back. Throws not_found, and invalid for one and the same person.
 */
export async function mergeCrew(
  tx: Tx,
  { fromId, intoId, userId }: { fromId: number; intoId: number; userId: number | null },
): Promise<{ changeId: number }> {
  if (fromId === intoId) throw new AppError("invalid", "Choose another person to merge with.", { field: "personId" });
  const [from, into] = [await getCrew(tx, fromId), await getCrew(tx, intoId)];
  const jobs = {
    movie: await joinJobs(tx, "movie", { fromId, intoId }),
    series: await joinJobs(tx, "series", { fromId, intoId }),
    episode: await joinJobs(tx, "episode", { fromId, intoId }),
  };
  const aliases = await tx
    .update(crewAliases)
    .set({ crewId: intoId })
    .where(eq(crewAliases.crewId, fromId))
    .returning({ id: crewAliases.id });
  const told = await tx
    .update(fieldChanges)
    .set({ entityId: intoId })
    .where(and(eq(fieldChanges.entityType, "crew"), eq(fieldChanges.entityId, fromId)))
    .returning({ id: fieldChanges.id });
  await tx.delete(crew).where(eq(crew.id, fromId));
  const tookId = into.tmdbId === null && from.tmdbId !== null;
  if (tookId) await tx.update(crew).set({ tmdbId: from.tmdbId }).where(eq(crew.id, intoId));
  const [made] = await tx
    .insert(crewAliases)
    .values({ crewId: intoId, name: from.name, tmdbId: tookId ? null : from.tmdbId })
    .returning({ id: crewAliases.id });
  const kept: z.infer<typeof mergeSchema> = {
    from: keepRows([from]),
    tookId,
    aliasIds: aliases.map(({ id }) => id),
    madeAliasId: made?.id ?? 0,
    changeIds: told.map(({ id }) => id),
    jobs,
  };
  const [change] = await tx
    .insert(fieldChanges)
    .values({
      entityType: "crew",
      entityId: intoId,
      field: "merge",
      oldValue: kept,
      newValue: from.name,
      source: "user",
      userId,
    })
    .returning({ changeId: fieldChanges.id });
  return { changeId: change?.changeId ?? 0 };
}

/** Takes a merge back. Throws not_found, and conflict when it was taken back already. */
export async function unmergeCrew(
  tx: Tx,
  { changeId, userId }: { changeId: number; userId: number | null },
): Promise<{ crewId: number }> {
  const [change] = await tx.select().from(fieldChanges).where(eq(fieldChanges.id, changeId));
  if (change?.entityType !== "crew" || change.field !== "merge") {
    throw new AppError("not_found", "This merge is no longer in the history.");
  }
  if (change.undoneAt !== null) throw new AppError("conflict", "This merge was taken back already.");
  const kept = mergeSchema.parse(change.oldValue);
  const intoId = change.entityId;
  const into = await getCrew(tx, intoId);
  const [from] = readKeptRows(crew, kept.from);
  if (from?.id === undefined) throw new Error(`The merge ${changeId} kept nobody.`);
  const fromId = from.id;
  await tx.delete(crewAliases).where(eq(crewAliases.id, kept.madeAliasId));
  if (kept.tookId && into.tmdbId === from.tmdbId) {
    await tx.update(crew).set({ tmdbId: null }).where(eq(crew.id, intoId));
  }
  await refuseTaken(tx, from);
  await bulkInsert(tx, crew, [from]);
  await tx
    .update(crewAliases)
    .set({ crewId: fromId })
    .where(and(inArray(crewAliases.id, kept.aliasIds), eq(crewAliases.crewId, intoId)));
  for (const kind of castOwners) await separateJobs(tx, kind, { intoId, jobs: kept.jobs[kind] });
  await tx.update(fieldChanges).set({ entityId: fromId }).where(inArray(fieldChanges.id, kept.changeIds));
  await tellTakenBack(tx, "crew", { change, userId });
  return { crewId: intoId };
}

async function refuseTaken(tx: Tx, from: typeof crew.$inferInsert): Promise<void> {
  const rows = await tx
    .select({ tmdbId: crew.tmdbId })
    .from(crew)
    .where(from.tmdbId == null ? eq(crew.name, from.name ?? "") : eq(crew.tmdbId, from.tmdbId));
  if (!rows.some(({ tmdbId }) => tmdbId === (from.tmdbId ?? null))) return;
  throw new AppError("conflict", `There is another ${from.name} by now. Merge or rename that one first.`);
}
