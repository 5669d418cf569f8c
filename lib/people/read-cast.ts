import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { movies, series } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { castTables, type PresentCredit } from "./cast-tables.ts";

/** Whose cast people arrange. */
export type EditableOwner = "movie" | "series";

export type Cast = {
  title: string;
  version: number;
  orderLocked: boolean;
  /** Those taken out too, in order. */
  credits: PresentCredit[];
};

/** The cast of a film or series as it is edited. Throws not_found. */
export async function readCast(db: Db, owner: EditableOwner, ownerId: number): Promise<Cast> {
  const table = owner === "movie" ? movies : series;
  const [row] = await db
    .select({
      title: table.title,
      version: table.version,
      orderLocked: table.actorsOrderLocked,
      deletedAt: table.deletedAt,
    })
    .from(table)
    .where(eq(table.id, ownerId));
  if (!row || row.deletedAt !== null) {
    throw new AppError("not_found", `This ${owner === "movie" ? "film" : "series"} is no longer in Metarr.`);
  }
  const credits = await castTables[owner].read(db, [ownerId]);
  return {
    title: row.title,
    version: row.version,
    orderLocked: row.orderLocked,
    credits: inOrder(credits),
  };
}

/** Credits in the order of the cast. */
export const inOrder = (credits: readonly PresentCredit[]): PresentCredit[] =>
  credits.toSorted((a, b) => (a.actorOrder ?? last) - (b.actorOrder ?? last) || a.id - b.id);
const last = Number.MAX_SAFE_INTEGER;

/** A short text that is the same as long as nothing of a cast changes: what an editor saw. */
export function stampOf({ credits, orderLocked }: Pick<Cast, "credits" | "orderLocked">): string {
  const facts = credits.map(({ id, actorId, role, roleLocked, removed }) => [id, actorId, role, roleLocked, removed]);
  return createHash("sha256")
    .update(JSON.stringify([orderLocked, facts]))
    .digest("hex")
    .slice(0, 16);
}
