import { and, asc, gt, inArray } from "drizzle-orm";
import { fromNow } from "#db/clock.ts";
import { cacheImageFiles, cacheVideoFiles } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { readStoredState } from "#lib/files/stored-state.ts";
import { ownedByLibrary, readUnits } from "./cache-owners.ts";
import { behind, noteReadable, noteUnreadable, type Stage, type VerifyContext } from "./context.ts";

type CachedRow = { id: number; entityType: string; entityId: number; path: string; hash: string; sizeBytes: number };
type CacheTable = typeof cacheImageFiles | typeof cacheVideoFiles;

const pageSize = 200;

/** Reads what the cache holds for a library, and compares it with its hash. One file of several owners is read once a page. */
const checkCache =
  (table: CacheTable): Stage =>
  async (context, cursor) => {
    let at = cursor;
    for (;;) {
      const page = await listPage(context, table, at.afterId);
      if (page.length === 0) return null;
      const good: number[] = [];
      const seen = new Map<string, boolean>();
      const unitOf = await readUnits(context.db, page);
      let isOver = false;
      for (const row of page) {
        if (context.budget.isSpent()) {
          isOver = true;
          break;
        }
        const isGood = seen.get(row.hash) ?? (await checkRow(context, row, unitOf(row)));
        seen.set(row.hash, isGood);
        if (isGood) good.push(row.id);
        at = behind(row.id);
      }
      if (good.length > 0) {
        await transaction(context.db, (tx) =>
          tx
            .update(table)
            .set({ verifiedAt: fromNow(0) })
            .where(inArray(table.id, good)),
        );
      }
      context.budget.spend({ pages: 1 });
      if (isOver || context.budget.isSpent()) return at;
    }
  };

export const checkCachedPictures = checkCache(cacheImageFiles);
export const checkCachedTrailers = checkCache(cacheVideoFiles);

function listPage(context: VerifyContext, table: CacheTable, afterId: number): PromiseLike<CachedRow[]> {
  const { id, entityType, entityId, filePath: path, fileHash: hash, fileSizeBytes: sizeBytes } = table;
  return context.db
    .select({ id, entityType, entityId, path, hash, sizeBytes })
    .from(table)
    .where(and(gt(id, afterId), ownedByLibrary(context, { entityType, entityId })))
    .orderBy(asc(id))
    .limit(pageSize);
}

/** True when the file is in order. */
async function checkRow(
  context: VerifyContext,
  { path, hash, sizeBytes }: CachedRow,
  unit: ReturnType<Awaited<ReturnType<typeof readUnits>>>,
): Promise<boolean> {
  const { budget, found, goodCache, signal } = context;
  signal?.throwIfAborted();
  const state = await readStoredState({ root: env.DATA_DIR, path, hash }, signal);
  budget.spend({ cache: 1, bytes: state === "missing" ? 0 : sizeBytes });
  const of = { path, entityType: unit?.entityType ?? null, entityId: unit?.entityId ?? null };
  if (typeof state === "object") {
    noteUnreadable(context, { what: "cache", path, problem: state.problem });
    found.push({ kind: "file.unreadable", ...of, detail: state.problem });
    return false;
  }
  noteReadable(context, { what: "cache", path });
  if (state === "good") goodCache.push(path);
  else if (state === "missing") found.push({ kind: "cache.missing", ...of, detail: "The cache has lost this file." });
  else found.push({ kind: "cache.damaged", ...of, detail: "Its bytes are not those that were put into the cache." });
  return state === "good";
}
