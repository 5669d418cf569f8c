import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { ArtworkPicker } from "../../../_components/artwork/artwork-picker.tsx";
import { ArtworkSkeleton } from "../../../_components/artwork/artwork-skeleton.tsx";
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
  const movieId = await readMovieId(params);
  const artwork = await getArtwork(movieId, (await searchParams).type);
  return (
    <ArtworkPicker
      {...artwork}
      owner={{ entityType: "movie", entityId: movieId }}
      hrefOf={(type) => `/movies/${movieId}/artwork?type=${type}`}
    />
  );
}
