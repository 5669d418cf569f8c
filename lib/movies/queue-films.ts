import { and, inArray, isNull, ne } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import type { PayloadOf } from "#lib/jobs/catalog.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import type { JobType } from "#lib/jobs/vocabulary.ts";
import { nextVersion } from "./next-version.ts";
import type { FilmCommand } from "./vocabulary.ts";

/** More films than this in one command are more than anybody chose by hand, and than one statement should hold. */
export const filmsPerCommand = 10_000;

type Ask = { movieIds: readonly number[]; userId: number };

/**
 * Asks the workers to do something with these films. Films that are removed are passed over. Returns how many jobs are
 * new; the others wait already.
 */
export async function queueFilms(
  tx: Tx,
  { movieIds, userId, command }: Ask & { command: FilmCommand },
): Promise<number> {
  const present = await tx
    .select({ movieId: movies.id })
    .from(movies)
    .where(and(inArray(movies.id, [...movieIds]), isNull(movies.deletedAt)));
  return queue[command](tx, present, userId);
}

type Film = { movieId: number };
const jobs =
  <T extends JobType>(type: T, payloadOf: (film: Film) => PayloadOf<T>) =>
  (tx: Tx, films: readonly Film[], userId: number) =>
    enqueueMany(tx, type, films.map(payloadOf), { createdBy: userId });

const queue = {
  fill: jobs("movie.enrich", ({ movieId }) => ({ movieId, mode: "missing" as const })),
  replace: jobs("movie.enrich", ({ movieId }) => ({ movieId, mode: "replace" as const })),
  identify: jobs("movie.identify", ({ movieId }) => ({ movieId })),
  publish: jobs("movie.publish", ({ movieId }) => ({ movieId })),
} as const satisfies Record<FilmCommand, unknown>;

/**
 * Says whether automation works on these films. Unmonitored ones stay visible, and everything works by hand. Returns the
 * ids of those that changed.
 */
export async function setMonitored(
  tx: Tx,
  { movieIds, monitored }: { movieIds: readonly number[]; monitored: boolean },
): Promise<number[]> {
  const changed = await tx
    .update(movies)
    .set({ monitored, ...nextVersion, updatedAt: new Date() })
    .where(and(inArray(movies.id, [...movieIds]), ne(movies.monitored, monitored), isNull(movies.deletedAt)))
    .returning({ movieId: movies.id });
  return changed.map(({ movieId }) => movieId);
}
