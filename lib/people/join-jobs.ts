import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { type KeptRows, keepRows, readKeptRows } from "#db/kept-rows.ts";
import { episodeCrew, movieCrew, seriesCrew } from "#db/schema/index.ts";
import type { CastOwner } from "./cast-tables.ts";

const tables = {
  movie: { table: movieCrew, owner: movieCrew.movieId },
  series: { table: seriesCrew, owner: seriesCrew.seriesId },
  episode: { table: episodeCrew, owner: episodeCrew.episodeId },
} as const;

type Jobs = { fromId: number; intoId: number; ownerIds?: readonly number[] };

/** Every job of one person, whole, in one kind of owner. */
export async function readJobs(tx: Tx, kind: CastOwner, crewId: number): Promise<KeptRows> {
  const { table } = tables[kind];
  return keepRows(await tx.select().from(table).where(eq(table.crewId, crewId)));
}

/**
 * Gives the jobs of one person to another, each once: all, or those in some owners. Returns those of the first as they
 * were, marked when both had it.
 */
export async function joinJobs(tx: Tx, kind: CastOwner, { fromId, intoId, ownerIds }: Jobs): Promise<KeptRows> {
  const { table, owner } = tables[kind];
  const wanted = ownerIds && new Set(ownerIds);
  const from = (await readJobs(tx, kind, fromId)).filter((row) => wanted === undefined || wanted.has(ownerIdOf(row)));
  if (from.length === 0) return [];
  const theirs = new Set((await readJobs(tx, kind, intoId)).map(placeOf));
  const given = eq(table.crewId, fromId);
  await tx.delete(table).where(ownerIds ? and(given, inArray(owner, [...ownerIds])) : given);
  const moved = from.filter((row) => !theirs.has(placeOf(row)));
  await insertJobs(
    tx,
    kind,
    moved.map((row) => ({ ...row, crewId: intoId })),
  );
  return from.map((row) => ({ ...row, both: theirs.has(placeOf(row)) }));
}

/** Gives them back. Jobs that went meanwhile stay gone. */
export async function separateJobs(
  tx: Tx,
  kind: CastOwner,
  { intoId, jobs }: { intoId: number; jobs: KeptRows },
): Promise<void> {
  const { table } = tables[kind];
  const now = await readJobs(tx, kind, intoId);
  const present = new Set(now.map(placeOf));
  const moved = new Set(jobs.filter((row) => row.both !== true).map(placeOf));
  const rest = now.filter((row) => !moved.has(placeOf(row)));
  await tx.delete(table).where(eq(table.crewId, intoId));
  await insertJobs(tx, kind, [...rest, ...jobs.filter((row) => present.has(placeOf(row)))]);
}

async function insertJobs(tx: Tx, kind: CastOwner, rows: KeptRows): Promise<void> {
  if (kind === "movie") await bulkInsert(tx, movieCrew, readKeptRows(movieCrew, rows));
  else if (kind === "series") await bulkInsert(tx, seriesCrew, readKeptRows(seriesCrew, rows));
  else await bulkInsert(tx, episodeCrew, readKeptRows(episodeCrew, rows));
}

/** The film, series or episode of a job. */
export const ownerIdOf = (row: Record<string, unknown>): number => Number(row.movieId ?? row.seriesId ?? row.episodeId);

/** A job of one owner, whoever does it. */
const placeOf = (row: Record<string, unknown>): string => JSON.stringify([ownerIdOf(row), row.job]);
