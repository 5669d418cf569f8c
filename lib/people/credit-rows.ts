import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { type KeptRows, readKeptRows } from "#db/kept-rows.ts";
import { episodeActors, movieActors, seriesActors } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import type { CastOwner } from "./cast-tables.ts";

const creditTables = {
  movie: { table: movieActors, owner: movieActors.movieId, ownerKey: "movieId" },
  series: { table: seriesActors, owner: seriesActors.seriesId, ownerKey: "seriesId" },
  episode: { table: episodeActors, owner: episodeActors.episodeId, ownerKey: "episodeId" },
} as const satisfies Record<CastOwner, unknown>;

export const castOwners = ["movie", "series", "episode"] as const satisfies readonly CastOwner[];

type CreditRow = (typeof movieActors | typeof seriesActors | typeof episodeActors)["$inferSelect"];

export const ownerIdOf = (owner: CastOwner, row: Record<string, unknown>): number => {
  const value = row[creditTables[owner].ownerKey];
  if (typeof value !== "number") throw new Error(`A credit of a ${owner} has no owner.`);
  return value;
};

/** The rows of one person, whole. */
export function readCredits(tx: Tx, owner: CastOwner, actorId: number, ownerIds?: number[]): Promise<CreditRow[]> {
  const { table, owner: column } = creditTables[owner];
  const ofActor = eq(table.actorId, actorId);
  if (ownerIds === undefined) return tx.select().from(table).where(ofActor);
  return inChunks<number, CreditRow>(ownerIds, (chunk) =>
    tx
      .select()
      .from(table)
      .where(and(ofActor, inArray(column, chunk))),
  );
}

/** Gives one person's credits in these owners to another person, who has none there. */
export async function moveCredits(
  tx: Tx,
  owner: CastOwner,
  { fromId, intoId, ownerIds }: { fromId: number; intoId: number; ownerIds: readonly number[] },
): Promise<void> {
  const { table, owner: column } = creditTables[owner];
  await inChunks(ownerIds, async (chunk) => {
    await tx
      .update(table)
      .set({ actorId: intoId })
      .where(and(eq(table.actorId, fromId), inArray(column, chunk)));
    return [];
  });
}

export async function deleteCredits(
  tx: Tx,
  owner: CastOwner,
  { actorId, ownerIds }: { actorId: number; ownerIds: readonly number[] },
): Promise<void> {
  const { table, owner: column } = creditTables[owner];
  await inChunks(ownerIds, async (chunk) => {
    await tx.delete(table).where(and(eq(table.actorId, actorId), inArray(column, chunk)));
    return [];
  });
}

/** Writes kept credits again as they were, but for those whose place is taken. */
export async function restoreCredits(tx: Tx, owner: CastOwner, kept: KeptRows): Promise<void> {
  if (owner === "movie") {
    await bulkInsert(tx, movieActors, readKeptRows(movieActors, kept), { onConflict: "ignore" });
  } else if (owner === "series") {
    await bulkInsert(tx, seriesActors, readKeptRows(seriesActors, kept), { onConflict: "ignore" });
  } else {
    await bulkInsert(tx, episodeActors, readKeptRows(episodeActors, kept), { onConflict: "ignore" });
  }
}
