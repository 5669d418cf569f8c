import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { HistorySkeleton } from "../../../../_components/history-skeleton.tsx";
import type { TimelineSearch } from "../../../../_components/timeline.tsx";
import { PersonHistory } from "../../../_components/person-history.tsx";
import { type CrewParams, readCrewId } from "../crew-id.ts";
import { getCrewPage } from "../queries.ts";

export const metadata: Metadata = { title: "History" };

type Props = CrewParams & { searchParams: Promise<TimelineSearch> };

export default async function CrewHistoryPage({ params, searchParams }: Props) {
  await requireUser();
  const crewId = await readCrewId(params);
  const { mayEdit } = await getCrewPage(crewId);
  return (
    <Suspense fallback={<HistorySkeleton />}>
      <PersonHistory
        scope={{ crewId }}
        href={`/people/crew/${crewId}/history`}
        mayEdit={mayEdit}
        search={await searchParams}
      />
    </Suspense>
  );
}
