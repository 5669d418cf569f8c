import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { FileCard } from "../../../../../../_components/file-card.tsx";
import { PeopleLists } from "../../../../../../_components/people-lists.tsx";
import { SubtitleList } from "../../../../../../_components/subtitle-list.tsx";
import { EditLink } from "../../../../_components/edit-link.tsx";
import { codeOf, episodeHref, seasonHref, titleOf } from "../../../../_components/names.ts";
import { EpisodeHead } from "./_components/episode-head.tsx";
import { EpisodeNav } from "./_components/episode-nav.tsx";
import { EpisodeNotices } from "./_components/episode-notices.tsx";
import { EpisodeSkeleton } from "./_components/episode-skeleton.tsx";
import { RemoveEpisode } from "./_components/remove-episode.tsx";
import { type EpisodeParams, findEpisodeParams, readEpisodeParams } from "./episode-params.ts";
import { findEpisodeOf, getEpisode, getEpisodePage } from "./queries.ts";

export async function generateMetadata({ params }: EpisodeParams): Promise<Metadata> {
  const place = await findEpisodeParams(params);
  const episode = place && (await findEpisodeOf(place.seriesId, place.seasonNumber, place.episodeNumber));
  return episode ? { title: `${codeOf(episode)} ${titleOf(episode)}` } : {};
}

export default async function EpisodePage({ params }: EpisodeParams) {
  await requireUser();
  // Asked before anything is sent, so that an episode that does not exist answers 404.
  await getEpisode(await readEpisodeParams(params));
  return (
    <Suspense fallback={<EpisodeSkeleton />}>
      <Episode params={params} />
    </Suspense>
  );
}

async function Episode({ params }: EpisodeParams) {
  const { seriesId } = await readEpisodeParams(params);
  const page = await getEpisodePage(await readEpisodeParams(params));
  const { episode, cast, departments, files, subtitles } = page;
  const backHref = page.isAllOfSeason ? `/series/${seriesId}` : seasonHref(seriesId, episode.seasonNumber);
  return (
    <div className="grid grid-cols-1 gap-6">
      <EpisodeNav seriesId={seriesId} page={page} />
      <EpisodeNotices seriesId={seriesId} page={page} />
      <EpisodeHead
        page={page}
        actions={
          page.mayEdit && (
            <div className="flex shrink-0 gap-2">
              <EditLink href={`${episodeHref(seriesId, episode)}/edit`} label={`Edit ${codeOf(episode)}`} />
              <RemoveEpisode seriesId={seriesId} page={page} backHref={backHref} />
            </div>
          )
        }
      />
      {files.map((file) => (
        <FileCard key={file.mediaPartId} file={file} />
      ))}
      {subtitles.length > 0 && <SubtitleList subtitles={subtitles} />}
      {cast.length + departments.length > 0 && (
        <PeopleLists cast={cast} departments={departments} castTitle="Guest stars" />
      )}
    </div>
  );
}
