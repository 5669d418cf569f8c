import { and, asc, eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { actors, libraries, movieActors, movies, series, seriesActors } from "#db/schema/index.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { namingOf, readPublishing } from "#lib/settings/library-publishing.ts";
import { hasPortraits } from "./names.ts";

/** How many of a cast, from the first, get a portrait beside the media: those that players show without scrolling far. */
const mostPortraits = 15;

export type CastOf = { movieId: number } | { seriesId: number };

/**
 * Has the portraits of a cast fetched that are published and not in the cache yet: only in libraries whose player looks
 * for them beside the media. Everybody else's come when somebody looks at their page.
 */
export async function portraitsSoon(
  tx: Tx,
  { cast, runId, createdBy }: { cast: CastOf; runId: string | null; createdBy: number | null },
): Promise<void> {
  const library = await findLibrary(tx, cast);
  if (!library || !hasPortraits(namingOf(library).profile) || readPublishing(library).people === false) return;
  if ((await listMissingPortraits(tx, cast)).length === 0) return;
  await enqueue(tx, "cast.portraits", cast, { runId, createdBy });
}

async function findLibrary(tx: Tx, cast: CastOf) {
  const columns = { profile: libraries.profile, publishing: libraries.publishing };
  const [library] =
    "movieId" in cast
      ? await tx
          .select(columns)
          .from(libraries)
          .innerJoin(movies, eq(movies.libraryId, libraries.id))
          .where(eq(movies.id, cast.movieId))
      : await tx
          .select(columns)
          .from(libraries)
          .innerJoin(series, eq(series.libraryId, libraries.id))
          .where(eq(series.id, cast.seriesId));
  return library;
}

/** The people at the front of a cast who have a portrait at a provider and none in the cache. */
export async function listMissingPortraits(db: Db, cast: CastOf): Promise<number[]> {
  const table = "movieId" in cast ? movieActors : seriesActors;
  const ofOwner = "movieId" in cast ? eq(movieActors.movieId, cast.movieId) : eq(seriesActors.seriesId, cast.seriesId);
  const front = await db
    .select({
      actorId: actors.id,
      imageUrl: actors.imageUrl,
      imageHash: actors.imageHash,
      isLocked: actors.imageLocked,
    })
    .from(table)
    .innerJoin(actors, eq(actors.id, table.actorId))
    .where(and(ofOwner, eq(table.removed, false)))
    .orderBy(asc(table.actorOrder), asc(table.id))
    .limit(mostPortraits);
  return front
    .filter(({ imageUrl, imageHash, isLocked }) => imageUrl !== null && imageHash === null && !isLocked)
    .map(({ actorId }) => actorId);
}
