import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { recordPlayerChanges } from "#lib/players/record-changes.ts";

/** Notes for players that the NFO or the artwork of films changed on the disk. */
export async function tellOfFilms(tx: Tx, movieIds: readonly number[]): Promise<void> {
  const films = await inChunks(movieIds, (some) =>
    tx
      .select({ entityId: movies.id, libraryId: movies.libraryId, path: movies.filePath })
      .from(movies)
      .where(inArray(movies.id, some)),
  );
  await recordPlayerChanges(
    tx,
    films.map((film) => ({ ...film, change: "changed", entityType: "movie" })),
  );
}
