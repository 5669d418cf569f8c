import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { isMovieArtworkType } from "#lib/artwork/vocabulary.ts";
import { ArtworkSkeleton } from "../../../_components/artwork/artwork-skeleton.tsx";
import { CandidatePanel } from "../../../_components/artwork/candidate-panel.tsx";
import { TypeList } from "../../../_components/artwork/type-list.tsx";
import { type MovieParams, readMovieId } from "../movie-id.ts";
import { getArtwork } from "./queries.ts";

export const metadata: Metadata = { title: "Artwork" };

type Props = MovieParams & { searchParams: Promise<{ type?: string | string[] }> };

export default async function ArtworkPage(props: Props) {
  await requireUser();
  return (
    <Suspense fallback={<ArtworkSkeleton />}>
      <Artwork {...props} />
    </Suspense>
  );
}

async function Artwork({ params, searchParams }: Props) {
  const { type: asked } = await searchParams;
  const type = typeof asked === "string" && isMovieArtworkType(asked) ? asked : "poster";
  const artwork = await getArtwork(await readMovieId(params), type);
  const summary = artwork.types.find((each) => each.type === type);
  if (!summary) return null;
  return (
    <div className="grid gap-6 md:grid-cols-[11rem_minmax(0,1fr)] md:gap-8">
      <TypeList at={`/movies/${artwork.movieId}`} types={artwork.types} current={type} />
      <CandidatePanel
        key={type}
        owner={{ entityType: "movie", entityId: artwork.movieId }}
        title={artwork.title}
        type={summary}
        candidates={artwork.candidates}
        mayEdit={artwork.mayEdit}
      />
    </div>
  );
}
