import { cachedPicture } from "#components/artwork-source.ts";
import type { ArtworkType } from "#lib/artwork/vocabulary.ts";
import type { PictureOwner } from "#lib/series/list-picture-owners.ts";
import { codeOf, nameOfSeason, titleOf } from "../../_components/names.ts";
import type { ShowArtwork } from "../queries.ts";
import { showArtworkAddress } from "../show-artwork-params.ts";
import { OwnerStrip } from "./owner-strip.tsx";

export type OwnerStripsProps = Pick<ShowArtwork, "owners" | "seasonNumber" | "episodeNumber"> & {
  /** The artwork page of the series. */
  at: string;
  /** Kept where the next one has it too. */
  type: ArtworkType;
};

/** Whose pictures are chosen: the series or a season, and below a season its episodes. */
export function OwnerStrips({ at, owners, seasonNumber, episodeNumber, type }: OwnerStripsProps) {
  const href = (season: number | null, episode: number | null = null) =>
    showArtworkAddress(at, { season, episode, type: episode === null && type !== "thumb" ? type : null });
  const shown = ({ hash, thumbhash, offered, entityId }: PictureOwner) => ({
    key: entityId,
    picture: hash === null ? null : cachedPicture({ hash, thumbhash }),
    offered,
  });
  return (
    <div className="grid min-w-0 gap-4">
      <OwnerStrip
        label="Series and seasons"
        shape="upright"
        items={[
          {
            ...shown(owners.own),
            key: 0,
            href: href(null),
            name: "Series",
            hint: null,
            isCurrent: seasonNumber === undefined,
          },
          ...owners.seasons.map((season) => ({
            ...shown(season),
            href: href(season.seasonNumber),
            name: nameOfSeason(season.seasonNumber),
            hint: null,
            isCurrent: season.seasonNumber === seasonNumber,
          })),
        ]}
      />
      {seasonNumber !== undefined && owners.episodes.length > 0 && (
        <OwnerStrip
          label={`Episodes of ${nameOfSeason(seasonNumber)}`}
          shape="wide"
          items={owners.episodes.map((episode) => ({
            ...shown(episode),
            href: href(seasonNumber, episode.episodeNumber),
            name: codeOf(episode),
            hint: titleOf(episode),
            isCurrent: episode.episodeNumber === episodeNumber,
          }))}
        />
      )}
    </div>
  );
}
