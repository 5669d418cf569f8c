import { Users } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { CastEditor } from "../../../_components/cast-editor.tsx";
import { CrewLists, PeopleLists, PeopleSkeleton } from "../../../_components/people-lists.tsx";
import { readSeriesId, type SeriesParams } from "../series-id.ts";
import { getPeople } from "./queries.ts";

export const metadata: Metadata = { title: "Cast & crew" };

export default async function CastPage({ params }: SeriesParams) {
  await requireUser();
  return (
    <Suspense fallback={<PeopleSkeleton />}>
      <People params={params} />
    </Suspense>
  );
}

async function People({ params }: SeriesParams) {
  const { cast, departments, mayEdit } = await getPeople(await readSeriesId(params));
  if (mayEdit) {
    return (
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <CastEditor saved={cast} />
        <CrewLists departments={departments} />
      </div>
    );
  }
  const shown = cast.credits.filter(({ removed }) => !removed);
  if (shown.length === 0 && departments.length === 0) {
    return (
      <EmptyState
        icon={<Users />}
        title="Nobody is known yet"
        description="Cast and crew come with the metadata, once the series is identified."
      />
    );
  }
  return <PeopleLists cast={shown} departments={departments} />;
}
