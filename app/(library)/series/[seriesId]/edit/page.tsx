import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { EditSkeleton } from "../../../_components/edit/edit-skeleton.tsx";
import { FactTable } from "../../../_components/edit/fact-table.tsx";
import { readSeriesId, type SeriesParams } from "../series-id.ts";
import { ShowForm } from "./_components/show-form.tsx";
import { getShowForm } from "./queries.ts";

export const metadata: Metadata = { title: "Edit" };

export default async function EditSeriesPage({ params }: SeriesParams) {
  await requireUser("editor");
  return (
    <Suspense fallback={<EditSkeleton />}>
      <Edit params={params} />
    </Suspense>
  );
}

async function Edit({ params }: SeriesParams) {
  const seriesId = await readSeriesId(params);
  const { form, facts } = await getShowForm(seriesId);
  return (
    <div className="grid gap-8">
      <ShowForm seriesId={seriesId} entityType="series" form={form} />
      <FactTable facts={facts} />
    </div>
  );
}
