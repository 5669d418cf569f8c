import { and, asc, count, eq, gt, gte, inArray, isNotNull, isNull, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { movies, series, verifyFindings } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { type FindingKind, findingKinds, isFindingKind, type VerifyScope } from "./vocabulary.ts";

export type FindingState = "open" | "dismissed";

export type FindingFilter = Partial<VerifyScope> & {
  kind?: FindingKind | undefined;
  /** Default: open. */
  state?: FindingState;
  /** Found for the first time, or anew, since then. */
  foundSince?: Date;
};

export type ListedFinding = Pick<
  typeof verifyFindings.$inferSelect,
  "libraryId" | "path" | "entityType" | "entityId" | "detail" | "foundAt" | "problem"
> & {
  findingId: number;
  kind: FindingKind;
  /** Of the film or series it belongs to, as far as there is one. */
  title: string | null;
  /** That has a page: it is not removed. */
  hasPage: boolean;
};

function conditionOf({
  libraryId,
  entityType,
  entityId,
  kind,
  state = "open",
  foundSince,
}: FindingFilter): SQL | undefined {
  return and(
    libraryId === undefined ? undefined : eq(verifyFindings.libraryId, libraryId),
    entityType === undefined ? undefined : eq(verifyFindings.entityType, entityType),
    entityId === undefined ? undefined : eq(verifyFindings.entityId, entityId),
    kind === undefined ? undefined : eq(verifyFindings.kind, kind),
    foundSince === undefined ? undefined : gte(verifyFindings.foundAt, foundSince),
    isNull(verifyFindings.repairedAt),
    state === "open" ? isNull(verifyFindings.dismissedAt) : isNotNull(verifyFindings.dismissedAt),
  );
}

/** Findings that wait, the oldest first. `after`: the last findingId of the page before. */
export async function listFindings(
  db: Db,
  { filter, after = 0, limit }: { filter: FindingFilter; after?: number; limit: number },
): Promise<ListedFinding[]> {
  const { id: findingId, libraryId, kind, path, entityType, entityId, detail, foundAt, problem } = verifyFindings;
  const rows = await db
    .select({ findingId, libraryId, kind, path, entityType, entityId, detail, foundAt, problem })
    .from(verifyFindings)
    .where(and(conditionOf(filter), gt(findingId, after)))
    .orderBy(asc(findingId))
    .limit(limit);
  const titles = {
    movie: await readTitles(db, movies, rows, "movie"),
    series: await readTitles(db, series, rows, "series"),
  };
  return rows.flatMap((row) => {
    const item =
      row.entityType === null || row.entityId === null ? undefined : titles[row.entityType].get(row.entityId);
    return isFindingKind(row.kind)
      ? [{ ...row, kind: row.kind, title: item?.title ?? null, hasPage: item?.deletedAt === null }]
      : [];
  });
}

async function readTitles(
  db: Db,
  table: typeof movies | typeof series,
  rows: readonly { entityType: string | null; entityId: number | null }[],
  type: "movie" | "series",
) {
  const ids = rows.flatMap(({ entityType, entityId }) => (entityType === type && entityId !== null ? [entityId] : []));
  const found = await inChunks([...new Set(ids)], (some) =>
    db
      .select({ id: table.id, title: table.title, deletedAt: table.deletedAt })
      .from(table)
      .where(inArray(table.id, some)),
  );
  return new Map(found.map((row) => [row.id, row]));
}

/** How many findings of each kind wait, in the order they are shown. */
export async function countByKind(db: Db, filter: FindingFilter = {}): Promise<{ kind: FindingKind; count: number }[]> {
  const rows = await db
    .select({ kind: verifyFindings.kind, count: count() })
    .from(verifyFindings)
    .where(conditionOf(filter))
    .groupBy(verifyFindings.kind);
  return findingKinds.flatMap((kind) => {
    const found = rows.find((row) => row.kind === kind);
    return found ? [{ kind, count: found.count }] : [];
  });
}
