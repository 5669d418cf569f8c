import { and, asc, eq, gt, inArray, isNull, like, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { assetCandidates, jobs } from "#db/schema/index.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { ownedByLibrary, readUnits } from "./cache-owners.ts";
import { behind, type Stage } from "./context.ts";

const pageSize = 500;
/** What was chosen since may still be on its way. */
const waitMs = 60 * 60 * 1000;

type Choice = { id: number; entityType: string; entityId: number };

/** Pictures that were chosen, are not in the cache, did not fail, and that no job is about to fetch. */
export const checkChoices: Stage = async (context, cursor) => {
  const { db, budget, found } = context;
  const { id, entityType, entityId, isSelected, cacheFileId, failureReason, createdAt, url } = assetCandidates;
  let at = cursor;
  for (;;) {
    const page = await db
      .select({ id, entityType, entityId })
      .from(assetCandidates)
      .where(
        and(
          gt(id, at.afterId),
          eq(isSelected, true),
          isNull(cacheFileId),
          isNull(failureReason),
          like(url, "http%"),
          lt(createdAt, fromNow(-waitMs)),
          ownedByLibrary(context, { entityType, entityId }),
        ),
      )
      .orderBy(asc(id))
      .limit(pageSize);
    const last = page.at(-1);
    if (!last) return null;
    const unitOf = await readUnits(db, page);
    for (const choice of await withoutJobs(db, page)) {
      const unit = unitOf(choice);
      const of = { entityType: unit?.entityType ?? null, entityId: unit?.entityId ?? null };
      found.push({
        kind: "choice",
        path: `${prefix} ${choice.id}`,
        ...of,
        detail: "It was chosen, and is not in the cache.",
      });
    }
    at = behind(last.id);
    budget.spend({ pages: 1 });
    if (budget.isSpent()) return at;
  }
};

const prefix = "chosen picture";

async function withoutJobs(db: Db, choices: readonly Choice[]): Promise<Choice[]> {
  const keysOf = ({ id, entityType, entityId }: Choice) => [
    `artwork.cache:${id}`,
    `artwork.select:${entityType === "movie" ? entityId : 0}`,
    `collection.enrich:${entityType === "collection" ? entityId : 0}`,
  ];
  const rows = await db
    .select({ key: jobs.dedupeKey })
    .from(jobs)
    .where(and(inArray(jobs.status, ["pending", "running"]), inArray(jobs.dedupeKey, choices.flatMap(keysOf))));
  const open = new Set(rows.map(({ key }) => key));
  return choices.filter((choice) => !keysOf(choice).some((key) => open.has(key)));
}

/** Has the pictures behind these findings downloaded. */
export async function repairChoices(
  db: Db,
  {
    names,
    runId,
    assertOwned,
  }: { names: readonly string[]; runId: string | null; assertOwned?: AssertOwned | undefined },
): Promise<void> {
  const ids = names.flatMap((name) => (name.startsWith(`${prefix} `) ? [Number(name.slice(prefix.length + 1))] : []));
  await ownedTransaction(db, assertOwned, async (tx) => {
    const rows = await tx
      .select({
        candidateId: assetCandidates.id,
        entityType: assetCandidates.entityType,
        entityId: assetCandidates.entityId,
      })
      .from(assetCandidates)
      .where(and(inArray(assetCandidates.id, ids), eq(assetCandidates.isSelected, true)));
    const unitOf = await readUnits(tx, rows);
    const wanted = rows.map((row) => {
      const unit = unitOf(row);
      const page = unit && (unit.entityType === "movie" ? { movieId: unit.entityId } : { seriesId: unit.entityId });
      return { candidateId: row.candidateId, ...page };
    });
    await enqueueMany(tx, "artwork.cache", wanted, { runId });
  });
}
