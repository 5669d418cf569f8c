import { and, asc, eq, gt, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { movies, series } from "#db/schema/index.ts";
import type { PrepareOptions } from "#lib/publish/prepare.ts";
import { loadUnits } from "#lib/publish/publish-library.ts";
import type { UnitRef } from "#lib/publish/vocabulary.ts";
import { checkFiles } from "./check-files.ts";
import { checkUnit } from "./check-unit.ts";
import { behind, type Cursor, type Stage, type VerifyContext } from "./context.ts";

/** Loaded at once: a series is many files by itself. */
const batchSizes = { movie: 50, series: 1 } as const;

/** Films or series with what is published of them, one after the other. A large series goes on in the next slice where it stopped. */
export const checkUnits: Stage = async (context, cursor) => {
  const { budget, library } = context;
  const entityType: UnitRef["entityType"] = library.type === "tv" ? "series" : "movie";
  let at: Cursor = cursor;
  for (;;) {
    const ids = await listIds(context, at.afterId);
    if (ids.length === 0) return null;
    const refs = ids.map((entityId) => ({ entityType, entityId }));
    const units = new Map((await loadUnits(context.db, refs)).map((unit) => [unit.entityId, unit]));
    // Looked at once more before anything is reported, so that what changes meanwhile is no finding.
    const listed: PrepareOptions["listed"] = new Map();
    for (const id of ids) {
      if (budget.isSpent()) return at;
      const unit = units.get(id);
      if (unit) {
        const before = context.found.length;
        const isThere = at.offset > 0 || (await checkUnit(context, unit, { listed }));
        const next = isThere ? await checkFiles(context, unit, at.offset) : null;
        const findings = context.found.slice(before);
        if (findings.length > 0) context.doubtful.push({ unit, findings });
        if (next !== null) return { afterId: at.afterId, offset: next };
      }
      budget.spend({ items: 1 });
      at = behind(id);
    }
  }
};

async function listIds({ db, library, unit }: VerifyContext, afterId: number): Promise<number[]> {
  if (unit) return unit.entityId > afterId ? [unit.entityId] : [];
  const [table, limit] = library.type === "tv" ? [series, batchSizes.series] : [movies, batchSizes.movie];
  const rows = await db
    .select({ id: table.id })
    .from(table)
    .where(and(present(table, library.id), gt(table.id, afterId)))
    .orderBy(asc(table.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

const present = (table: typeof movies | typeof series, libraryId: number) =>
  and(eq(table.libraryId, libraryId), isNull(table.deletedAt), isNull(table.missingAt));

/** How many films or series there are to look at. */
export function countUnits(db: Db, library: Pick<VerifyContext["library"], "id" | "type">): Promise<number> {
  const table = library.type === "tv" ? series : movies;
  return db.$count(table, present(table, library.id));
}
