import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { crew } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";

/** Throws not_found. */
export async function getCrew(db: Db, crewId: number): Promise<typeof crew.$inferSelect> {
  const [row] = await db.select().from(crew).where(eq(crew.id, crewId));
  if (!row) throw new AppError("not_found", "This person is no longer in Metarr.");
  return row;
}
