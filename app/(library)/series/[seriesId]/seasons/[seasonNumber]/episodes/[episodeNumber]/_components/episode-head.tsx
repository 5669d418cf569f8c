import type { ReactNode } from "react";
import { cachedPicture } from "#components/artwork-source.ts";
import { cn } from "#components/cn.ts";
import { Picture } from "#components/picture.tsx";
import { formatMinutes } from "../../../../../../../_components/format.ts";
import { RatingList } from "../../../../../../../_components/rating-list.tsx";
import { codeOf, formatDay, titleOf } from "../../../../../_components/names.ts";
import type { EpisodePageData } from "../queries.ts";

type EpisodeHeadProps = {
  page: EpisodePageData;
  /** What can be done with it. */
  actions: ReactNode;
};

/** Picture, number, title, day and plot of an episode, and how it is rated. */
export function EpisodeHead({ page: { episode, ratings }, actions }: EpisodeHeadProps) {
  const { thumbHash, thumbThumbhash, airDate, runtimeMinutes, absoluteNumber, numbering, plot } = episode;
  const title = titleOf(episode);
  const facts = [
    codeOf(episode),
    numbering === "aired" && absoluteNumber !== null && `#${absoluteNumber}`,
    airDate !== null && formatDay(airDate),
    runtimeMinutes !== null && formatMinutes(runtimeMinutes),
    episode.displaySeason !== null &&
      episode.displayEpisode !== null &&
      `shown before ${codeOf({ seasonNumber: episode.displaySeason, episodeNumber: episode.displayEpisode, airDate: null })}`,
  ].filter(Boolean);
  return (
    <div className={cn("grid gap-4 md:gap-6", thumbHash !== null && "md:grid-cols-[20rem_minmax(0,1fr)]")}>
      {thumbHash !== null && (
        <Picture
          picture={cachedPicture({ hash: thumbHash, thumbhash: thumbThumbhash })}
          alt={`Picture of ${title}`}
          width={320}
          height={180}
          sizes="(width < 48rem) 100vw, 320px"
          eager
          className="w-full self-start"
        />
      )}
      <div className="grid min-w-0 content-start gap-4">
        <div className="flex items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0">
            <h2 className="text-balance break-words font-semibold text-1 text-lg tracking-tight">{title}</h2>
            <p className="mt-1 text-2 text-sm tabular-nums">{facts.join(" · ")}</p>
          </div>
          {actions}
        </div>
        {plot ? (
          <p className="max-w-prose whitespace-pre-line text-1 leading-6">{plot}</p>
        ) : (
          <p className="text-3">There is no plot yet.</p>
        )}
        <RatingList ratings={ratings} />
      </div>
    </div>
  );
}
