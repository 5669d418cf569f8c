import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { HistorySkeleton } from "../../../_components/history-skeleton.tsx";
import type { TimelineSearch } from "../../../_components/timeline.tsx";
import { PersonHistory } from "../../_components/person-history.tsx";
import { type ActorParams, readActorId } from "../actor-id.ts";
import { getPersonPage } from "../queries.ts";

export const metadata: Metadata = { title: "History" };

type Props = ActorParams & { searchParams: Promise<TimelineSearch> };

export default async function ActorHistoryPage({ params, searchParams }: Props) {
  await requireUser();
  const actorId = await readActorId(params);
  const { mayEdit } = await getPersonPage(actorId);
  return (
    <Suspense fallback={<HistorySkeleton />}>
      <PersonHistory
        scope={{ actorId }}
        href={`/people/${actorId}/history`}
        mayEdit={mayEdit}
        search={await searchParams}
      />
    </Suspense>
  );
}
