import { and, eq, isNull, ne, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";

type By = { userId?: number | null; runId?: string | null };

/** What lies beside the films of a set is out of date: their NFO tells of it. */
export async function republishFilms(tx: Tx, collectionId: number, by: By): Promise<void> {
  await tx
    .update(movies)
    .set({ version: sql`${movies.version} + 1`, updatedAt: new Date() })
    .where(and(eq(movies.collectionId, collectionId), isNull(movies.deletedAt)));
  await publishFilms(tx, collectionId, by);
}

/** Has those films of a set published that are not as they lie in the library, where it does that by itself. */
export async function publishFilms(tx: Tx, collectionId: number, { userId, runId }: By): Promise<void> {
  const waiting = or(isNull(movies.publishedVersion), ne(movies.publishedVersion, movies.version));
  const films = await tx
    .select({ movieId: movies.id })
    .from(movies)
    .where(and(eq(movies.collectionId, collectionId), waiting));
  const movieIds = films.map(({ movieId }) => movieId);
  await publishSoon(tx, { movieIds, createdBy: userId ?? null, runId: runId ?? null });
}
