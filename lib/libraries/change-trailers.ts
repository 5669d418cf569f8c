import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { type LibraryTrailers, libraryTrailers } from "#lib/trailers/vocabulary.ts";
import { getLibrary, type LibraryAuthor } from "./libraries.ts";

/** What a library has of its own for trailers; a setting of another shape counts as none. */
export function readTrailerChoices(library: { trailers: unknown }): LibraryTrailers {
  const parsed = libraryTrailers.safeParse(library.trailers ?? {});
  return parsed.success ? parsed.data : {};
}

/** Keeps what a library has of its own; the general settings hold for the rest. Counts when a trailer is chosen next. */
export async function changeTrailers(
  db: Db,
  params: LibraryAuthor & { libraryId: number; choices: LibraryTrailers },
): Promise<void> {
  const { libraryId, choices, userId = null, address = null } = params;
  await transaction(db, async (tx) => {
    const { name } = await getLibrary(tx, libraryId);
    const trailers = Object.keys(choices).length === 0 ? null : choices;
    await tx.update(libraries).set({ trailers }).where(eq(libraries.id, libraryId));
    await recordAudit(tx, {
      ...{ userId, address, action: "library.trailers", entityType: "library", entityId: libraryId },
      details: { name, ...choices },
    });
  });
}
