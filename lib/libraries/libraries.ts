import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { Db, Tx } from "#db/client.ts";
import { isUniqueViolation } from "#db/errors.ts";
import { libraries, libraryRoots, movies, series } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { checkLibraryPaths, type RootPath } from "./check-paths.ts";
import { type LibraryInput, libraryInput } from "./vocabulary.ts";

export type Library = typeof libraries.$inferSelect;

/** Who asks, for the audit log. Absent: the command line or the system. */
export type LibraryAuthor = { userId?: number; address?: string | null };

/** Libraries that are not removed, by name. */
export function listLibraries(db: Db): Promise<Library[]> {
  return db.select().from(libraries).where(isNull(libraries.deletedAt)).orderBy(asc(libraries.name), asc(libraries.id));
}

/** Throws not_found for an unknown or removed library. */
export async function getLibrary(db: Db, libraryId: number): Promise<Library> {
  const [library] = await db
    .select()
    .from(libraries)
    .where(and(eq(libraries.id, libraryId), isNull(libraries.deletedAt)));
  if (!library) throw new AppError("not_found", `There is no library ${libraryId}.`);
  return library;
}

export function listRoots(db: Db, libraryId: number) {
  return db.select().from(libraryRoots).where(eq(libraryRoots.libraryId, libraryId)).orderBy(asc(libraryRoots.id));
}

function listTakenRoots(db: Db): Promise<(RootPath & { libraryId: number })[]> {
  return db
    .select({ path: libraryRoots.path, libraryName: libraries.name, libraryId: libraries.id })
    .from(libraryRoots)
    .innerJoin(libraries, eq(libraries.id, libraryRoots.libraryId))
    .where(isNull(libraries.deletedAt));
}

/** Adds a library and asks for its first scan. A library removed before under the same path comes back with its films. */
export async function addLibrary(
  db: Db,
  input: LibraryInput,
  options: LibraryAuthor & { scan?: boolean } = {},
): Promise<Library> {
  const { paths, ...values } = parse(libraryInput, input);
  const checked = await checkLibraryPaths(paths, await listTakenRoots(db));
  const [first = ""] = checked;
  try {
    return await transaction(db, async (tx) => {
      const [removed] = await tx
        .select({ id: libraries.id, deletedAt: libraries.deletedAt })
        .from(libraries)
        .where(and(eq(libraries.path, first), isNotNull(libraries.deletedAt)));
      const [library] = await tx
        .insert(libraries)
        .values({ ...values, path: first })
        .onConflictDoUpdate({
          target: libraries.path,
          set: { ...values, deletedAt: null },
          setWhere: isNotNull(libraries.deletedAt),
        })
        .returning();
      if (!library) throw new AppError("conflict", `Another library already uses ${first}.`, { field: "paths" });
      await tx.delete(libraryRoots).where(eq(libraryRoots.libraryId, library.id));
      await tx.insert(libraryRoots).values(checked.map((path) => ({ libraryId: library.id, path })));
      if (removed?.deletedAt) await reviveItems(tx, library.id, removed.deletedAt);
      if (options.scan !== false && values.enabled) {
        await enqueue(
          tx,
          "library.scan",
          { libraryId: library.id },
          options.userId === undefined ? {} : { createdBy: options.userId },
        );
      }
      await auditLibrary(tx, "library.add", library, { by: options, details: { paths: checked } });
      return library;
    });
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw new AppError("conflict", `Another library already uses ${first}.`, { cause: error, field: "paths" });
    }
    throw error;
  }
}

/** Brings back what went with the library; what a person had removed before stays removed. */
async function reviveItems(tx: Tx, libraryId: number, deletedAt: Date): Promise<void> {
  const back = { deletedAt: null };
  await tx
    .update(movies)
    .set(back)
    .where(and(eq(movies.libraryId, libraryId), eq(movies.deletedAt, deletedAt)));
  await tx
    .update(series)
    .set(back)
    .where(and(eq(series.libraryId, libraryId), eq(series.deletedAt, deletedAt)));
}

/** Changes a library. New folders are checked like those of a new one; a scan follows when they changed. */
export async function updateLibrary(
  db: Db,
  params: LibraryAuthor & { libraryId: number; input: LibraryInput },
): Promise<Library> {
  const { libraryId, userId } = params;
  const { paths, type: _type, ...values } = parse(libraryInput, params.input);
  const current = await getLibrary(db, libraryId);
  const taken = (await listTakenRoots(db)).filter((root) => root.libraryId !== libraryId);
  const before = (await listRoots(db, libraryId)).map((root) => root.path);
  const moved = paths.length !== before.length || paths.some((path) => !before.includes(path));
  const checked = moved ? await checkLibraryPaths(paths, taken) : before;
  return transaction(db, async (tx) => {
    const [library] = await tx
      .update(libraries)
      .set({ ...values, path: checked[0] ?? current.path, version: current.version + 1 })
      .where(eq(libraries.id, libraryId))
      .returning();
    if (!library) throw new AppError("not_found", `There is no library ${libraryId}.`);
    if (moved) {
      await tx.delete(libraryRoots).where(eq(libraryRoots.libraryId, libraryId));
      await tx.insert(libraryRoots).values(checked.map((path) => ({ libraryId, path })));
      await enqueue(tx, "library.scan", { libraryId, full: true }, userId === undefined ? {} : { createdBy: userId });
    }
    await auditLibrary(tx, "library.update", library, { by: params, details: { ...values, paths: checked } });
    return library;
  });
}

/**
 * Hides a library and its films. No media file and no picture is touched; adding the same folder again within
 * 30 days brings everything back.
 */
export async function removeLibrary(db: Db, libraryId: number, by: LibraryAuthor = {}): Promise<void> {
  const library = await getLibrary(db, libraryId);
  const deletedAt = new Date();
  await transaction(db, async (tx) => {
    await tx.update(libraries).set({ deletedAt, enabled: false }).where(eq(libraries.id, libraryId));
    await tx
      .update(movies)
      .set({ deletedAt })
      .where(and(eq(movies.libraryId, libraryId), isNull(movies.deletedAt)));
    await tx
      .update(series)
      .set({ deletedAt })
      .where(and(eq(series.libraryId, libraryId), isNull(series.deletedAt)));
    await tx.delete(libraryRoots).where(eq(libraryRoots.libraryId, libraryId));
    await auditLibrary(tx, "library.remove", library, { by, details: { path: library.path } });
  });
}

async function auditLibrary(
  tx: Tx,
  action: string,
  library: Library,
  { by, details }: { by: LibraryAuthor; details: Record<string, unknown> },
): Promise<void> {
  const { id: entityId, name } = library;
  const { userId = null, address = null } = by;
  await recordAudit(tx, { userId, address, action, entityType: "library", entityId, details: { name, ...details } });
}

function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError("invalid", issue?.message ?? "This is not valid.", { field: issue?.path.join(".") ?? "" });
}
