import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { type actors, jobs } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";

/**
 * Asks for what is known of a person the first time somebody looks at them. What came to nothing is tried again only
 * when a person asks.
 */
export async function enrichOnce(
  db: Db,
  actor: Pick<typeof actors.$inferSelect, "id" | "tmdbId" | "lastEnrichedAt">,
): Promise<void> {
  if (actor.tmdbId === null || actor.lastEnrichedAt !== null) return;
  const asked = and(eq(jobs.entityType, "actor"), eq(jobs.entityId, actor.id), eq(jobs.type, "person.enrich"));
  if ((await db.$count(jobs, asked)) > 0) return;
  await transaction(db, (tx) => enqueue(tx, "person.enrich", { actorId: actor.id }));
}
