import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { AppError } from "#lib/errors.ts";
import { type PublishingInput, toPublishing } from "./publishing-input.ts";

type By = { userId: number | null; address: string | null };

/**
 * Keeps what a library publishes differently from its player. Nothing is written to the library by that: the next publish
 * renames what Metarr published. Throws not_found, and conflict when the library has another player by now.
 */
export async function changePublishing(
  db: Db,
  { libraryId, input, userId, address }: By & { libraryId: number; input: PublishingInput },
): Promise<void> {
  const publishing = toPublishing(input);
  await transaction(db, async (tx) => {
    const [library] = await tx
      .select({ name: libraries.name, profile: libraries.profile })
      .from(libraries)
      .where(and(eq(libraries.id, libraryId), isNull(libraries.deletedAt)));
    if (!library) throw new AppError("not_found", "There is no such library.");
    if (library.profile !== input.profile) {
      throw new AppError("conflict", "The library's player was changed meanwhile. Load the page again.");
    }
    const stored = Object.keys(publishing).length === 0 ? null : publishing;
    await tx.update(libraries).set({ publishing: stored }).where(eq(libraries.id, libraryId));
    await recordAudit(tx, {
      ...{ userId, address, action: "library.publishing", entityType: "library", entityId: libraryId },
      details: { name: library.name, ...publishing },
    });
  });
}
