import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { episodeActors, episodeCrew, episodes } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { updateRows } from "#lib/editing/update-rows.ts";
import type { NfoEntity } from "#lib/files/nfo/types.ts";
import { crewOfNfo } from "#lib/people/nfo-cast.ts";
import { insertRatings } from "#lib/ratings/insert-ratings.ts";
import { episodeLocks, readEpisodeValues } from "#lib/series/read-nfo.ts";
import { castChange } from "./import-show-nfos.ts";
import { listOwners, listRated, listUnidentified } from "./list-owners.ts";
import type { EpisodeMatch } from "./match-show.ts";
import { insertPeople, type NfoPeople } from "./nfo-people.ts";
import { recordChanges, recordNfos, type Told } from "./nfo-records.ts";
import { takeOver } from "./nfo-takeover.ts";
import { nfoOfSlot, type SavedShow, type ShowContext } from "./show-batch.ts";
import { type ToldNfos, tellNfos } from "./tell-nfos.ts";

type Found = { episodeId: number; show: SavedShow; match: EpisodeMatch };
type Episode = typeof episodes.$inferSelect;

/** Records the NFO of every episode that has a new one, and takes over what it changed in those that were known. */
export async function importEpisodeNfos(tx: Tx, context: ShowContext, saved: readonly Found[]): Promise<void> {
  const told = saved.flatMap(({ episodeId, show, match }): (Told & { isKnown: boolean; seriesId: number })[] => {
    const nfo = nfoOfSlot(show, match.slot);
    return nfo ? [{ entityId: episodeId, told: nfo, isKnown: match.known !== null, seriesId: show.seriesId }] : [];
  });
  const { fresh, said, outside } = await tellNfos(tx, { entityType: "episode", items: told, isThere: context.isThere });
  for (const { seriesId } of outside) context.changedOutside?.add(seriesId);
  const known = fresh.filter(({ isKnown, told: { entity } }) => isKnown && entity !== null);
  if (known.length > 0) await takeOverEpisodes(tx, context, { known, said });
  await recordNfos(tx, { entityType: "episode", items: fresh });
}

async function takeOverEpisodes(
  tx: Tx,
  { jobId }: ShowContext,
  { known, said }: { known: Told[]; said: ToldNfos<Told>["said"] },
): Promise<void> {
  const entityOf = new Map(known.map(({ entityId, told }) => [entityId, told.entity]));
  const ids = [...entityOf.keys()];
  const rows = await inChunks(ids, (chunk) => tx.select().from(episodes).where(inArray(episodes.id, chunk)));
  const unidentified = await listUnidentified(tx, [...new Set(rows.map(({ seriesId }) => seriesId))]);
  const withCast = await listOwners(tx, { owner: episodeActors.episodeId, ids });
  const withCrew = await listOwners(tx, { owner: episodeCrew.episodeId, ids });
  const rated = await listRated(tx, { entityType: "episode", ids });
  const taken = rows.flatMap((row) => {
    const now = entityOf.get(row.id);
    if (!now) return [];
    const { changes, columns } = takeOver({
      row,
      now,
      before: said.get(row.id) ?? null,
      read: readEpisodeValues,
      locks: episodeLocks,
      takesIds: unidentified.has(row.seriesId),
    });
    const entity = peopleFor(row, now, { hasCast: withCast.has(row.id), hasCrew: withCrew.has(row.id) });
    const ratings = rated.has(row.id) ? [] : now.ratings;
    const all = [...changes, ...peopleChanges(entity)];
    if (all.length + Object.keys(columns).length + ratings.length === 0) return [];
    return [{ entityId: row.id, row, columns, entity, ratings, changes: all }];
  });
  await updateRows(
    tx,
    episodes,
    taken.map(({ row, columns }) => ({
      id: row.id,
      ...columns,
      version: row.version + 1,
      updatedAt: new Date(),
    })),
  );
  await insertPeople(tx, taken);
  await insertRatings(tx, { entityType: "episode", items: taken });
  await recordChanges(tx, { entityType: "episode", source: "nfo", jobId }, taken);
}

/** People of an NFO go where there are none yet and nobody locked that. */
function peopleFor(row: Episode, now: NfoEntity, has: { hasCast: boolean; hasCrew: boolean }): NfoPeople {
  return {
    actors: has.hasCast || row.actorsOrderLocked ? [] : now.actors,
    directors: has.hasCrew || row.directorsLocked ? [] : now.directors,
    writers: has.hasCrew || row.writersLocked ? [] : now.writers,
  };
}

function peopleChanges({ actors, directors, writers }: NfoPeople) {
  const crew = Object.entries({ directors, writers }).flatMap(([field, given]) => {
    const newValue = crewOfNfo(given);
    return newValue.length === 0 ? [] : [{ field, oldValue: null, newValue }];
  });
  return [...castChange(actors), ...crew];
}
