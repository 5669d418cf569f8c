import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { EditSkeleton } from "../../../_components/edit/edit-skeleton.tsx";
import { FactTable } from "../../../_components/edit/fact-table.tsx";
import { type MovieParams, readMovieId } from "../movie-id.ts";
import { FilmForm } from "./_components/film-form.tsx";
import { getEditForm } from "./queries.ts";

export const metadata: Metadata = { title: "Edit" };

export default async function EditPage({ params }: MovieParams) {
  await requireUser("editor");
  return (
    <Suspense fallback={<EditSkeleton />}>
      <Edit params={params} />
    </Suspense>
  );
}

async function Edit({ params }: MovieParams) {
  const { form, facts } = await getEditForm(await readMovieId(params));
  return (
    <div className="grid gap-8">
      <FilmForm form={form} />
      <FactTable facts={facts} />
    </div>
  );
}
