import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { EditSkeleton } from "../../../../../_components/edit/edit-skeleton.tsx";
import { BackLink } from "../../../_components/back-link.tsx";
import { nameOfSeason, seasonHref } from "../../../_components/names.ts";
import { ShowForm } from "../../../edit/_components/show-form.tsx";
import { getSeasonForm } from "../../../edit/queries.ts";
import { getSeasonPlace } from "../queries.ts";
import { findSeasonParams, readSeasonParams, type SeasonParams } from "../season-params.ts";

export async function generateMetadata({ params }: SeasonParams): Promise<Metadata> {
  const place = await findSeasonParams(params);
  return place === undefined ? {} : { title: `Edit ${nameOfSeason(place.seasonNumber)}` };
}

export default async function EditSeasonPage({ params }: SeasonParams) {
  await requireUser("editor");
  const { seriesId, seasonNumber } = await readSeasonParams(params);
  // Asked before anything is sent, so that a season that does not exist answers 404.
  await getSeasonPlace({ seriesId, seasonNumber });
  const name = nameOfSeason(seasonNumber);
  return (
    <div className="grid grid-cols-1 gap-6">
      <BackLink href={seasonHref(seriesId, seasonNumber)} label={name} />
      <h2 className="font-semibold text-1 text-lg tracking-tight">Edit {name}</h2>
      <Suspense fallback={<EditSkeleton />}>
        <Edit params={params} />
      </Suspense>
    </div>
  );
}

async function Edit({ params }: SeasonParams) {
  const place = await readSeasonParams(params);
  return <ShowForm seriesId={place.seriesId} entityType="season" form={await getSeasonForm(place)} />;
}
