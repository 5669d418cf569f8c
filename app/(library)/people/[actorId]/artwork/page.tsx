import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { ArtworkSkeleton } from "../../../_components/artwork/artwork-skeleton.tsx";
import { CandidatePanel } from "../../../_components/artwork/candidate-panel.tsx";
import { type ActorParams, readActorId } from "../actor-id.ts";
import { getPersonArtwork } from "./queries.ts";

export const metadata: Metadata = { title: "Portraits" };

export default async function PersonArtworkPage({ params }: ActorParams) {
  await requireUser();
  return (
    <Suspense fallback={<ArtworkSkeleton />}>
      <Portraits params={params} />
    </Suspense>
  );
}

async function Portraits({ params }: ActorParams) {
  const actorId = await readActorId(params);
  const { name, type, candidates, mayEdit } = await getPersonArtwork(actorId);
  return (
    <CandidatePanel
      owner={{ entityType: "actor", entityId: actorId }}
      title={name}
      type={type}
      candidates={candidates}
      mayEdit={mayEdit}
    />
  );
}
