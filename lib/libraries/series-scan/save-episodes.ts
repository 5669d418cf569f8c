import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { episodes } from "#db/schema/index.ts";
import type { EpisodeSlot } from "#lib/files/episode-slots.ts";
import { readNfoIds } from "#lib/files/nfo/meaning.ts";
import { insertRatings } from "#lib/ratings/insert-ratings.ts";
import { episodeLocks, readEpisodeValues, readLocks } from "#lib/series/read-nfo.ts";
import { episodeNameValues, placeColumns } from "./episode-columns.ts";
import { importEpisodeNfos } from "./import-episode-nfos.ts";
import type { EpisodeMatch } from "./match-show.ts";
import { insertPeople } from "./nfo-people.ts";
import { recordFirstValues } from "./nfo-records.ts";
import { placeEpisodes } from "./place-episodes.ts";
import type { SeasonLookup } from "./save-seasons.ts";
import { nfoOfSlot, type SavedShow, type ShowContext } from "./show-batch.ts";

/** An episode that was found, with its row. */
export type SavedEpisode = { episodeId: number; seriesId: number; match: EpisodeMatch };

type Item = { show: SavedShow; match: EpisodeMatch };

/** Adds new episodes, moves and renumbers those that changed, and takes over what their NFO says. */
export async function saveEpisodes(
  tx: Tx,
  context: ShowContext,
  params: { shows: SavedShow[]; seasonOf: SeasonLookup },
): Promise<SavedEpisode[]> {
  const all = params.shows.flatMap((show) => show.episodes.map((match): Item => ({ show, match })));
  await placeEpisodes(tx, context, { items: all, seasonOf: params.seasonOf });
  // What a person removed follows its file and stays removed.
  const items = all.filter(({ match }) => !match.known?.isDeleted);
  const fresh = items.filter(({ match }) => match.known === null);
  const idOf = await insertEpisodes(tx, context, { items: fresh, seasonOf: params.seasonOf });
  const saved = items.map(({ show, match }): SavedEpisode & Item => {
    const episodeId = match.known?.id ?? idOf.get(keyOf(show.seriesId, match.slot));
    if (episodeId === undefined) throw new Error(`The episode ${match.slot.main.file.path} was not kept.`);
    return { episodeId, seriesId: show.seriesId, show, match };
  });
  await importEpisodeNfos(tx, context, saved);
  return saved;
}

const keyOf = (seriesId: number, slot: Pick<EpisodeSlot, "seasonNumber" | "episodeNumber">) =>
  `${seriesId}:${slot.seasonNumber}:${slot.episodeNumber}`;

async function insertEpisodes(
  tx: Tx,
  { jobId }: ShowContext,
  { items, seasonOf }: { items: Item[]; seasonOf: SeasonLookup },
): Promise<Map<string, number>> {
  const drafts = items.map(({ show, match: { slot } }) => {
    const entity = nfoOfSlot(show, slot)?.entity ?? null;
    const fromName = episodeNameValues(slot);
    const fromNfo = entity ? readEpisodeValues(entity) : {};
    const locks = entity ? readLocks(entity, episodeLocks) : [];
    return {
      entity,
      fromName,
      fromNfo,
      row: {
        seriesId: show.seriesId,
        seasonId: seasonOf(show.seriesId, slot.seasonNumber),
        ...placeColumns(slot),
        ...fromName,
        ...fromNfo,
        ...(entity ? readNfoIds(entity) : {}),
        ...Object.fromEntries(locks.map((lock) => [lock, true])),
      },
    };
  });
  const made = await bulkInsert(
    tx,
    episodes,
    drafts.map(({ row }) => row),
    { returning: ["id", "seriesId", "seasonNumber", "episodeNumber"] },
  );
  const idOf = new Map(made.map((row) => [keyOf(row.seriesId, row), row.id]));
  const saved = drafts.map((draft) => ({ ...draft, entityId: idOf.get(keyOf(draft.row.seriesId, draft.row)) ?? 0 }));
  await insertPeople(tx, saved);
  await insertRatings(tx, {
    entityType: "episode",
    items: saved.map(({ entityId, entity }) => ({ entityId, ratings: entity?.ratings ?? [] })),
  });
  await recordFirstValues(tx, { entityType: "episode", jobId }, saved);
  return idOf;
}
