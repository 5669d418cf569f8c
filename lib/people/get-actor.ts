import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { actors } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";

/** Throws not_found. */
export async function getActor(db: Db, actorId: number): Promise<typeof actors.$inferSelect> {
  const [row] = await db.select().from(actors).where(eq(actors.id, actorId));
  if (!row) throw new AppError("not_found", "This person is no longer in Metarr.");
  return row;
}
