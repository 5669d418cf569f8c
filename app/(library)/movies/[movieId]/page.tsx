import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { CastStrip } from "../../_components/cast-strip.tsx";
import { JobList } from "../../_components/job-list.tsx";
import { OverviewSkeleton } from "../../_components/overview-skeleton.tsx";
import { RatingList } from "../../_components/rating-list.tsx";
import { FactList } from "./_components/fact-list.tsx";
import { FileSummary } from "./_components/file-summary.tsx";
import { FilmNotice } from "./_components/film-notice.tsx";
import { type MovieParams, readMovieId } from "./movie-id.ts";
import { getFileSummary, getFilm, getFilmJobs, getOverview, getReviewCandidates } from "./queries.ts";

export default async function MoviePage({ params }: MovieParams) {
  await requireUser();
  return (
    <Suspense fallback={<OverviewSkeleton label="Loading the film" />}>
      <Overview params={params} />
    </Suspense>
  );
}

async function Overview({ params }: MovieParams) {
  const movieId = await readMovieId(params);
  const [{ movie, values, mayEdit, mayDeleteFiles }, { scores, cast }, files, jobs] = await Promise.all([
    getFilm(movieId),
    getOverview(movieId),
    getFileSummary(movieId),
    getFilmJobs(movieId),
  ]);
  const isUnsure = movie.identificationStatus === "needs_identification" && mayEdit;
  const candidates = isUnsure ? await getReviewCandidates(movieId) : [];
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-8">
      <div className="grid min-w-0 content-start gap-6">
        <FilmNotice movie={movie} mayEdit={mayEdit} mayDeleteFiles={mayDeleteFiles} candidates={candidates} />
        <section aria-label="Plot" className="grid max-w-prose gap-3">
          {movie.tagline && <p className="text-balance text-2 text-lg italic">{movie.tagline}</p>}
          {movie.plot ? (
            <p className="whitespace-pre-line text-1 leading-6">{movie.plot}</p>
          ) : (
            <p className="text-3">
              {movie.tmdbId === null
                ? "Nothing is known about this film yet. Once it is identified, its plot stands here."
                : "There is no plot yet."}
            </p>
          )}
        </section>
        <RatingList ratings={scores} />
        <CastStrip href={`/movies/${movieId}/cast`} cast={cast} />
        <JobList href={`/movies/${movieId}`} jobs={jobs} noun="film" />
      </div>
      <div className="grid min-w-0 content-start gap-6">
        <FactList movie={movie} collection={values.collection} />
        <FileSummary movieId={movieId} summary={files} />
      </div>
    </div>
  );
}
