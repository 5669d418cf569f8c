import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { publishConflicts, verifyFindings } from "#db/schema/index.ts";
import type { UnitRef } from "./vocabulary.ts";

/** What a check found that the next publish puts right. */
const publishable = ["file.missing", "file.damaged", "file.name"];

/** What keeps a film or series from being published although its versions say that it is, as far as the database knows. */
export async function findWaiting(
  db: Db,
  { entityType, entityId }: UnitRef,
): Promise<{ toDecide: boolean; toWrite: boolean }> {
  const [toDecide, toWrite] = await Promise.all([
    db.$count(
      publishConflicts,
      and(eq(publishConflicts.entityType, entityType), eq(publishConflicts.entityId, entityId)),
    ),
    db.$count(
      verifyFindings,
      and(
        eq(verifyFindings.entityType, entityType),
        eq(verifyFindings.entityId, entityId),
        inArray(verifyFindings.kind, publishable),
        isNull(verifyFindings.repairedAt),
        isNull(verifyFindings.dismissedAt),
      ),
    ),
  ]);
  return { toDecide: toDecide > 0, toWrite: toWrite > 0 };
}
