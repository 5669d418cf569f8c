import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { ArtworkPicker } from "../../../_components/artwork/artwork-picker.tsx";
import { ArtworkSkeleton } from "../../../_components/artwork/artwork-skeleton.tsx";
import { type CollectionParams, readCollectionId } from "../collection-id.ts";
import { getSetArtwork } from "../queries.ts";

export const metadata: Metadata = { title: "Artwork" };

type Props = CollectionParams & { searchParams: Promise<{ type?: string | string[] }> };

export default async function SetArtworkPage(props: Props) {
  await requireUser();
  return (
    <Suspense fallback={<ArtworkSkeleton />}>
      <Artwork {...props} />
    </Suspense>
  );
}

async function Artwork({ params, searchParams }: Props) {
  const collectionId = await readCollectionId(params);
  const artwork = await getSetArtwork(collectionId, (await searchParams).type);
  return (
    <ArtworkPicker
      {...artwork}
      owner={{ entityType: "collection", entityId: collectionId }}
      hrefOf={(type) => `/collections/${collectionId}/artwork?type=${type}`}
    />
  );
}
