import { FileX } from "lucide-react";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { CastStrip } from "../../_components/cast-strip.tsx";
import { JobList } from "../../_components/job-list.tsx";
import { Notice } from "../../_components/notice.tsx";
import { OverviewSkeleton } from "../../_components/overview-skeleton.tsx";
import { RatingList } from "../../_components/rating-list.tsx";
import { IdentityNotice } from "./_components/identity-notice.tsx";
import { SeasonStrip } from "./_components/season-strip.tsx";
import { ShowFacts } from "./_components/show-facts.tsx";
import { VanishedNotice } from "./_components/vanished-notice.tsx";
import { getOverview, getShow, getShowJobs } from "./queries.ts";
import { readSeriesId, type SeriesParams } from "./series-id.ts";

export default async function SeriesOverviewPage({ params }: SeriesParams) {
  await requireUser();
  return (
    <Suspense fallback={<OverviewSkeleton label="Loading the series" />}>
      <Overview params={params} />
    </Suspense>
  );
}

async function Overview({ params }: SeriesParams) {
  const seriesId = await readSeriesId(params);
  const [{ show, mayEdit }, { scores, cast, names, seasons, orderLabel }, jobs] = await Promise.all([
    getShow(seriesId),
    getOverview(seriesId),
    getShowJobs(seriesId),
  ]);
  const isKnown = show.tmdbId !== null || show.tvdbId !== null || show.imdbId !== null;
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-8">
      <div className="grid min-w-0 content-start gap-6">
        {show.missingAt !== null && (
          <Notice icon={<FileX />} title="The folder is missing">
            It was not there at the last scan. What you edited and chose is kept; when the folder comes back, all of it
            is there again.
          </Notice>
        )}
        <IdentityNotice show={show} mayEdit={mayEdit} />
        <VanishedNotice seriesId={seriesId} seasons={seasons} />
        <SeasonStrip seriesId={seriesId} seasons={seasons} />
        <section aria-label="Plot" className="grid max-w-prose gap-3">
          {show.tagline && <p className="text-balance text-2 text-lg italic">{show.tagline}</p>}
          {show.plot ? (
            <p className="whitespace-pre-line text-1 leading-6">{show.plot}</p>
          ) : (
            <p className="text-3">
              {isKnown
                ? "There is no plot yet."
                : "Nothing is known about this series yet. Once it is identified, its plot stands here."}
            </p>
          )}
        </section>
        <RatingList ratings={scores} />
        <CastStrip href={`/series/${seriesId}/cast`} cast={cast} />
        {jobs.length > 0 && <JobList href={`/series/${seriesId}`} jobs={jobs} noun="series" />}
      </div>
      <div className="grid min-w-0 content-start gap-6">
        <ShowFacts show={show} names={names} orderLabel={orderLabel} mayEdit={mayEdit} />
      </div>
    </div>
  );
}
