import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { Db, Tx } from "#db/client.ts";
import { isUniqueViolation } from "#db/errors.ts";
import { libraries, libraryRoots, movies, series } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { checkLibraryPaths, type RootPath } from "./check-paths.ts";
import { adoptPaths, freePath, isSameFolderMoved, movePaths } from "./claim-paths.ts";
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

/** Folders of all libraries that are not removed. */
export function listTakenRoots(db: Db): Promise<(RootPath & { libraryId: number })[]> {
  return db
    .select({ path: libraryRoots.path, libraryName: libraries.name, libraryId: libraries.id })
    .from(libraryRoots)
    .innerJoin(libraries, eq(libraries.id, libraryRoots.libraryId))
    .where(isNull(libraries.deletedAt));
}

/**
 * Adds a library and asks for its first scan. A library removed before under the same path comes back, and films that are
 * known below its folders come with all that people made of them. Without a language or country it has the settings'.
 */
export async function addLibrary(
  db: Db,
  input: LibraryInput,
  options: LibraryAuthor & { scan?: boolean } = {},
): Promise<Library> {
  const { paths, ...given } = parse(libraryInput, input);
  const values = { ...given, ...(await localeOf(db, given)) };
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
          set: { ...values, deletedAt: null, removedState: null },
          setWhere: isNotNull(libraries.deletedAt),
        })
        .returning();
      if (!library) throw new AppError("conflict", `Another library already uses ${first}.`, { field: "paths" });
      await setRoots(tx, library.id, checked);
      if (removed?.deletedAt) await reviveItems(tx, library.id, removed.deletedAt);
      await adoptPaths(tx, { libraryId: library.id, roots: checked });
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

/** Language and country of a new library: its own, else those of the settings. */
export async function localeOf(
  db: Db,
  own: { language?: string | undefined; region?: string | undefined } = {},
): Promise<{ language: string; region: string }> {
  const settings = await readSettings(db);
  return {
    language: own.language ?? settings.get("tmdb.language"),
    region: own.region ?? settings.get("tmdb.region"),
  };
}

/** Brings back what went with the library; what a person had removed before stays removed. */
export async function reviveItems(tx: Tx, libraryId: number, deletedAt: Date): Promise<void> {
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

/** Gives a library these folders and no others. */
export async function setRoots(tx: Tx, libraryId: number, paths: readonly string[]): Promise<void> {
  await tx.delete(libraryRoots).where(eq(libraryRoots.libraryId, libraryId));
  await tx.insert(libraryRoots).values(paths.map((path) => ({ libraryId, path })));
}

/**
 * Changes a library. New folders are checked like those of a new one, and a scan follows. One folder in the place of
 * another is the same folder moved when it holds the films known from there: every path is written anew with it.
 * Throws conflict when somebody else changed the library meanwhile: since it had this version, or else since the call.
 */
export async function updateLibrary(
  db: Db,
  params: LibraryAuthor & { libraryId: number; input: LibraryInput; version?: number },
): Promise<Library> {
  const { libraryId, userId, version } = params;
  const { paths, type: _type, ...values } = parse(libraryInput, params.input);
  const current = await getLibrary(db, libraryId);
  if (version !== undefined && version !== current.version) throw changedMeanwhile(current);
  const change = await readRootChange(db, libraryId, paths);
  return transaction(db, async (tx) => {
    const [path = current.path] = change?.paths ?? [];
    if (change) await freePath(tx, { libraryId, path });
    const [library] = await tx
      .update(libraries)
      .set({ ...values, path, version: current.version + 1 })
      .where(and(eq(libraries.id, libraryId), eq(libraries.version, current.version), isNull(libraries.deletedAt)))
      .returning();
    if (!library) throw changedMeanwhile(await getLibrary(tx, libraryId));
    if (change) {
      if (change.moved) await movePaths(tx, change.moved);
      await setRoots(tx, libraryId, change.paths);
      await adoptPaths(tx, { libraryId, roots: change.paths });
      await enqueue(tx, "library.scan", { libraryId, full: true }, userId === undefined ? {} : { createdBy: userId });
    }
    const details = { ...values, ...(change ? { paths: change.paths, moved: change.moved } : {}) };
    await auditLibrary(tx, "library.update", library, { by: params, details });
    return library;
  });
}

const changedMeanwhile = ({ name }: Library) =>
  new AppError(
    "conflict",
    `Somebody else changed the library ${name} meanwhile. Load the page again, and make your changes there.`,
  );

type RootChange = { paths: string[]; moved: { from: string; to: string } | null };

/** What becomes of a library's folders; undefined when they stay. Looks at the disk. */
async function readRootChange(db: Db, libraryId: number, wanted: string[]): Promise<RootChange | undefined> {
  const before = (await listRoots(db, libraryId)).map((root) => root.path);
  if (wanted.length === before.length && wanted.every((path) => before.includes(path))) return undefined;
  const taken = (await listTakenRoots(db)).filter((root) => root.libraryId !== libraryId);
  const paths = await checkLibraryPaths(wanted, taken);
  const [from, ...alsoGone] = before.filter((path) => !paths.includes(path));
  const [to, ...alsoNew] = paths.filter((path) => !before.includes(path));
  const isOne = alsoGone.length + alsoNew.length === 0;
  if (!isOne || from === undefined || to === undefined) return { paths, moved: null };
  return { paths, moved: (await isSameFolderMoved(db, { libraryId, from, to })) ? { from, to } : null };
}

/**
 * Hides a library and its films. No media file and no picture is touched, and no film is forgotten: restoreLibrary, or
 * adding the same folder again, brings everything back.
 */
export async function removeLibrary(db: Db, libraryId: number, by: LibraryAuthor = {}): Promise<void> {
  const library = await getLibrary(db, libraryId);
  const deletedAt = new Date();
  await transaction(db, async (tx) => {
    const paths = (await listRoots(tx, libraryId)).map((root) => root.path);
    const removedState = { paths, enabled: library.enabled };
    await tx.update(libraries).set({ deletedAt, removedState, enabled: false }).where(eq(libraries.id, libraryId));
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

/** Writes down what somebody did to a library. */
export async function auditLibrary(
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
