import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { jobs, libraries, libraryRoots, movies, series } from "#db/schema/index.ts";
import { titleOfJob } from "#lib/jobs/catalog.ts";
import { isJobType, type JobType, labelOfJob } from "#lib/jobs/vocabulary.ts";

/** A job that has ended, with what it was about in words. */
export type EndedJob = {
  jobId: number;
  type: JobType;
  status: "completed" | "failed";
  result: Record<string, unknown>;
  error: string | null;
  /** What it did, with the name of what it was about. */
  title: string;
  entityType: string | null;
  entityId: number | null;
  /** The name of the library, film or series it was about. */
  about: string | undefined;
  libraryId: number | null;
  libraryType: string | undefined;
  /** A root of its library is offline. */
  isOffline: boolean;
};

/**
 * The jobs that failed, and those that are done and of these types; in the order of their ids.
 */
export async function readEnded(tx: Tx, jobIds: readonly number[], types: ReadonlySet<string>): Promise<EndedJob[]> {
  const found = await tx.select().from(jobs).where(inArray(jobs.id, jobIds)).orderBy(jobs.id);
  const told = found.filter(({ status, type }) => status === "failed" || types.has(type));
  const idsOf = (entityType: string) =>
    told.flatMap((job) => (job.entityType === entityType && job.entityId !== null ? [job.entityId] : []));
  const named = new Map<string, Named>();
  await readLibraries(tx, idsOf("library"), named);
  await readItems(tx, "movie", idsOf("movie"), named);
  await readItems(tx, "series", idsOf("series"), named);
  return told.flatMap(({ id: jobId, type, status, result, error, payload, entityType, entityId }) => {
    if (!isJobType(type) || (status !== "completed" && status !== "failed")) return [];
    const about = named.get(`${entityType}:${entityId}`);
    const title = about ? `${labelOfJob(type)}: ${about.name}` : (titleOfJob(type, payload) ?? labelOfJob(type));
    return [
      {
        jobId,
        type,
        status,
        result: result ?? {},
        error,
        title,
        entityType,
        entityId,
        about: about?.name,
        libraryId: about?.libraryId ?? null,
        libraryType: about?.libraryType,
        isOffline: about?.isOffline ?? false,
      },
    ];
  });
}

type Named = { name: string; libraryId: number; libraryType?: string; isOffline?: boolean };

async function readLibraries(tx: Tx, ids: readonly number[], named: Map<string, Named>): Promise<void> {
  if (ids.length === 0) return;
  const found = await tx.select().from(libraries).where(inArray(libraries.id, ids));
  const roots = await tx
    .select({ libraryId: libraryRoots.libraryId })
    .from(libraryRoots)
    .where(and(inArray(libraryRoots.libraryId, ids), eq(libraryRoots.state, "offline")));
  const offline = new Set(roots.map(({ libraryId }) => libraryId));
  for (const { id, name, type } of found) {
    named.set(`library:${id}`, { name, libraryId: id, libraryType: type, isOffline: offline.has(id) });
  }
}

const tables = { movie: movies, series } as const;

async function readItems(
  tx: Tx,
  entityType: keyof typeof tables,
  ids: readonly number[],
  named: Map<string, Named>,
): Promise<void> {
  if (ids.length === 0) return;
  const table = tables[entityType];
  const found = await tx
    .select({ id: table.id, title: table.title, libraryId: table.libraryId })
    .from(table)
    .where(inArray(table.id, ids));
  for (const { id, title, libraryId } of found) named.set(`${entityType}:${id}`, { name: title, libraryId });
}
