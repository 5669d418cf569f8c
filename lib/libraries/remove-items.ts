import type { Tx } from "#db/client.ts";
import { recordAudits } from "#lib/access/audit.ts";
import { removeMovies } from "#lib/movies/remove.ts";
import { restoreMovies } from "#lib/movies/restore.ts";
import { purgeNow } from "#lib/recycle/purge-removed.ts";
import type { RemovableKind } from "#lib/recycle/vocabulary.ts";
import { removeSeries } from "#lib/series/remove.ts";
import { removeEpisodes } from "#lib/series/remove-episodes.ts";
import { restoreSeries } from "#lib/series/restore.ts";
import { restoreEpisodes } from "#lib/series/restore-episodes.ts";

type Items = { kind: RemovableKind; ids: readonly number[]; userId: number };

/** Removes items of any kind as their own function does. */
export function removeItems(tx: Tx, { kind, ids, ...by }: Items & { deleteFiles: boolean }): Promise<number[]> {
  const remove = {
    movie: () => removeMovies(tx, { movieIds: ids, ...by }),
    series: () => removeSeries(tx, { seriesIds: ids, ...by }),
    episode: () => removeEpisodes(tx, { episodeIds: ids, ...by }),
  } as const satisfies Record<RemovableKind, unknown>;
  return remove[kind]();
}

/** Restores items of any kind as their own function does. */
export function restoreItems(tx: Tx, { kind, ids, userId }: Items): Promise<number[]> {
  const restore = {
    movie: () => restoreMovies(tx, { movieIds: ids, userId }),
    series: () => restoreSeries(tx, { seriesIds: ids, userId }),
    episode: () => restoreEpisodes(tx, { episodeIds: ids, userId }),
  } as const satisfies Record<RemovableKind, unknown>;
  return restore[kind]();
}

/** Lets removed items go for good before their time. Returns how many went. */
export async function purgeItems(tx: Tx, { kind, ids, userId }: Items): Promise<number> {
  const gone = await purgeNow(tx, { kind, ids });
  await recordAudits(
    tx,
    gone.map((entityId) => ({ userId, action: `${kind}.purge`, entityType: kind, entityId })),
  );
  return gone.length;
}
