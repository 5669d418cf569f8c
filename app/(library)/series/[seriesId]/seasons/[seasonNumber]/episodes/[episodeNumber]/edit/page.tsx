import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { EditSkeleton } from "../../../../../../../_components/edit/edit-skeleton.tsx";
import { codeOf, titleOf } from "../../../../../_components/names.ts";
import { ShowForm } from "../../../../../edit/_components/show-form.tsx";
import { getEpisodeForm } from "../../../../../edit/queries.ts";
import { EpisodeNav } from "../_components/episode-nav.tsx";
import { type EpisodeParams, findEpisodeParams, readEpisodeParams } from "../episode-params.ts";
import { findEpisodeOf, getEpisode, getEpisodeNeighbours } from "../queries.ts";

export async function generateMetadata({ params }: EpisodeParams): Promise<Metadata> {
  const place = await findEpisodeParams(params);
  const episode = place && (await findEpisodeOf(place.seriesId, place.seasonNumber, place.episodeNumber));
  return episode ? { title: `Edit ${codeOf(episode)} ${titleOf(episode)}` } : {};
}

export default async function EditEpisodePage({ params }: EpisodeParams) {
  await requireUser("editor");
  const place = await readEpisodeParams(params);
  // Asked before anything is sent, so that an episode that does not exist answers 404.
  const episode = await getEpisode(place);
  const neighbours = await getEpisodeNeighbours(place);
  return (
    <div className="grid grid-cols-1 gap-6">
      <EpisodeNav seriesId={place.seriesId} page={{ episode, ...neighbours }} isEditing />
      <h2 className="text-balance break-words font-semibold text-1 text-lg tracking-tight">
        Edit <span className="tabular-nums">{codeOf(episode)}</span> {titleOf(episode)}
      </h2>
      <Suspense fallback={<EditSkeleton />}>
        <Edit params={params} />
      </Suspense>
    </div>
  );
}

async function Edit({ params }: EpisodeParams) {
  const place = await readEpisodeParams(params);
  return <ShowForm seriesId={place.seriesId} entityType="episode" form={await getEpisodeForm(place)} />;
}
