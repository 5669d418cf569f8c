import { and, asc, eq, isNull, or } from "drizzle-orm";
import type { z } from "zod";
import type { Db, Tx } from "#db/client.ts";
import { ignorePatterns, libraries } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { AppError } from "#lib/errors.ts";
import { type IgnoreRule, systemIgnoreRules } from "#lib/files/ignore-rules.ts";
import { readPublishing } from "#lib/settings/library-publishing.ts";
import {
  checkIgnorePattern,
  findSystemRule,
  type ignorePatternInput,
  ownIgnorePatterns,
} from "./ignore-patterns-check.ts";
import { getLibrary, type LibraryAuthor } from "./libraries.ts";

/**
 * The rules of the system stand in code (lib/files/ignore-rules.ts) and nowhere else. The table holds what people add, and
 * a row with `isSystem` for each system rule that is switched off, so a new version's rules count at once.
 */
export type OwnPattern = IgnoreRule & { patternId: number; libraryId: number | null; isEnabled: boolean };
export type SystemPattern = IgnoreRule & { isEnabled: boolean; isFixed: boolean };

/** The rules that count in a library: the system's that are on, those of every library, and its own. */
export async function loadIgnoreRules(db: Db, libraryId: number): Promise<IgnoreRule[]> {
  const rows = await db
    .select()
    .from(ignorePatterns)
    .where(or(isNull(ignorePatterns.libraryId), eq(ignorePatterns.libraryId, libraryId)))
    .orderBy(asc(ignorePatterns.id));
  const off = switchedOff(rows);
  const own = rows.filter((row) => !row.isSystem && row.enabled).map(({ pattern, kind }) => ({ pattern, kind }));
  const [library] = await db
    .select({ publishing: libraries.publishing })
    .from(libraries)
    .where(eq(libraries.id, libraryId));
  // What Metarr publishes of film sets is of no film's.
  const sets = library && readPublishing(library).setsFolder;
  const published: IgnoreRule[] = sets === undefined ? [] : [{ pattern: sets, kind: "exact" }];
  return [...systemIgnoreRules.filter(({ pattern }) => !off.has(pattern)), ...published, ...own];
}

/** What people added, in their order, and the system's with whether they are on. */
export async function listIgnorePatterns(db: Db): Promise<{ own: OwnPattern[]; system: SystemPattern[] }> {
  const rows = await db.select().from(ignorePatterns).orderBy(asc(ignorePatterns.id));
  const off = switchedOff(rows);
  return {
    own: rows
      .filter((row) => !row.isSystem)
      .map(({ id, pattern, kind, libraryId, enabled }) => ({
        patternId: id,
        pattern,
        kind,
        libraryId,
        isEnabled: enabled,
      })),
    system: systemIgnoreRules.map((rule) => ({
      ...rule,
      isEnabled: !off.has(rule.pattern),
      isFixed: ownIgnorePatterns.has(rule.pattern),
    })),
  };
}

type Row = typeof ignorePatterns.$inferSelect;

const switchedOff = (rows: readonly Row[]) =>
  new Set(
    rows.flatMap(({ isSystem, enabled, pattern }) =>
      isSystem && !enabled && !ownIgnorePatterns.has(pattern) ? [pattern] : [],
    ),
  );

/**
 * Adds a pattern; it counts from the next scan on. Throws `invalid` as checkIgnorePattern does, and `conflict` for one that
 * counts there already. Returns its id.
 */
export async function addIgnorePattern(
  db: Db,
  params: z.output<typeof ignorePatternInput> & LibraryAuthor,
): Promise<{ patternId: number; pattern: string }> {
  const rule = checkIgnorePattern(params);
  const { libraryId } = params;
  if (libraryId !== null) await getLibrary(db, libraryId);
  return transaction(db, async (tx) => {
    await assertNew(tx, { ...rule, libraryId });
    const [row] = await tx
      .insert(ignorePatterns)
      .values({ ...rule, libraryId })
      .returning({ patternId: ignorePatterns.id });
    if (!row) throw new Error("The pattern was not saved.");
    await audit(tx, params, "ignore.add", { ...rule, libraryId });
    return { patternId: row.patternId, pattern: rule.pattern };
  });
}

async function assertNew(tx: Tx, wanted: IgnoreRule & { libraryId: number | null }): Promise<void> {
  const rows = await tx.select().from(ignorePatterns);
  const isSame = (pattern: string) => pattern.toLowerCase() === wanted.pattern.toLowerCase();
  const system = systemIgnoreRules.find((rule) => isSame(rule.pattern));
  if (system && !switchedOff(rows).has(system.pattern))
    throw known(`${system.pattern} is one of the system's patterns.`);
  if (system) throw known(`${system.pattern} is one of the system's patterns. Switch it on instead.`);
  const own = rows.filter((row) => !row.isSystem && isSame(row.pattern));
  if (own.some((row) => row.libraryId === wanted.libraryId)) throw known(`${wanted.pattern} is in the list already.`);
  if (own.some((row) => row.libraryId === null && row.enabled))
    throw known(`${wanted.pattern} counts in every library already.`);
}

const known = (message: string) => new AppError("conflict", message, { field: "pattern" });

/** Takes a pattern of a person away, and gives back what it was. Throws not_found. A system pattern is switched off instead. */
export async function removeIgnorePattern(
  db: Db,
  params: { patternId: number } & LibraryAuthor,
): Promise<IgnoreRule & { libraryId: number | null }> {
  return transaction(db, async (tx) => {
    const [row] = await tx
      .delete(ignorePatterns)
      .where(and(eq(ignorePatterns.id, params.patternId), eq(ignorePatterns.isSystem, false)))
      .returning();
    if (!row) throw new AppError("not_found", "This pattern is not in the list any more.");
    const { pattern, kind, libraryId } = row;
    await audit(tx, params, "ignore.remove", { pattern, kind, libraryId });
    return { pattern, kind, libraryId };
  });
}

/** Switches a pattern of a person on or off. Throws not_found. */
export async function switchIgnorePattern(
  db: Db,
  params: { patternId: number; isEnabled: boolean } & LibraryAuthor,
): Promise<void> {
  await transaction(db, async (tx) => {
    const [row] = await tx
      .update(ignorePatterns)
      .set({ enabled: params.isEnabled })
      .where(and(eq(ignorePatterns.id, params.patternId), eq(ignorePatterns.isSystem, false)))
      .returning();
    if (!row) throw new AppError("not_found", "This pattern is not in the list any more.");
    await audit(tx, params, "ignore.switch", { pattern: row.pattern, isEnabled: params.isEnabled });
  });
}

/** Switches a system pattern on or off for every library. Throws not_found, and forbidden for one that guards Metarr's own files. */
export async function switchSystemPattern(
  db: Db,
  params: { pattern: string; isEnabled: boolean } & LibraryAuthor,
): Promise<void> {
  const { pattern, isEnabled } = params;
  const rule = findSystemRule(pattern);
  if (!rule) throw new AppError("not_found", `${pattern} is none of the system's patterns.`);
  if (ownIgnorePatterns.has(pattern))
    throw new AppError("forbidden", `${pattern} is what Metarr writes itself, so it is always passed over.`);
  await transaction(db, async (tx) => {
    await tx.delete(ignorePatterns).where(and(eq(ignorePatterns.isSystem, true), eq(ignorePatterns.pattern, pattern)));
    if (!isEnabled) await tx.insert(ignorePatterns).values({ ...rule, isSystem: true, enabled: false });
    await audit(tx, params, "ignore.switch", { pattern, isEnabled });
  });
}

async function audit(tx: Tx, by: LibraryAuthor, action: string, details: Record<string, unknown>): Promise<void> {
  await recordAudit(tx, {
    userId: by.userId ?? null,
    address: by.address ?? null,
    action,
    entityType: "ignore",
    details,
  });
}
