import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listArtwork } from "#lib/artwork/list-artwork.ts";
import type { ChoosingOwner } from "#lib/artwork/owners.ts";
import { listPictureOwners } from "#lib/series/list-picture-owners.ts";
import { readType, toShownArtwork } from "../../../_components/artwork/shown-artwork.ts";
import { codeOf, nameOfSeason, titleOf } from "../_components/names.ts";
import { getShow } from "../queries.ts";
import type { ShowArtworkParams } from "./show-artwork-params.ts";

/** Whose pictures there are, and those of the one that is asked for: the series, a season or an episode. */
export async function getShowArtwork(seriesId: number, asked: ShowArtworkParams) {
  await requireUser();
  const { show, mayEdit } = await getShow(seriesId);
  const db = getDb();
  const owners = await listPictureOwners(db, { seriesId, seasonNumber: asked.season ?? undefined });
  const season = owners.seasons.find(({ seasonNumber }) => seasonNumber === asked.season);
  const episode = season && owners.episodes.find(({ episodeNumber }) => episodeNumber === asked.episode);
  const owner: ChoosingOwner = episode
    ? { entityType: "episode", entityId: episode.entityId }
    : season
      ? { entityType: "season", entityId: season.entityId }
      : { entityType: "series", entityId: seriesId };
  const part = episode ? codeOf(episode) : season && nameOfSeason(season.seasonNumber);
  const all = await listArtwork(db, owner);
  const type = readType(all, asked.type) ?? "poster";
  return {
    owner,
    title: part === undefined ? show.title : `${part} of ${show.title}`,
    /** What the panel is about, above it. */
    heading: episode ? `${codeOf(episode)} · ${titleOf(episode)}` : part,
    seasonNumber: season?.seasonNumber,
    episodeNumber: episode?.episodeNumber,
    owners,
    mayEdit,
    type,
    ...toShownArtwork(all, type, { mayEdit }),
  };
}
export type ShowArtwork = Awaited<ReturnType<typeof getShowArtwork>>;
