import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { type MovieParams, readMovieId } from "../movie-id.ts";
import { EditFormView } from "./_components/edit-form.tsx";
import { EditSkeleton } from "./_components/edit-skeleton.tsx";
import { FactTable } from "./_components/fact-table.tsx";
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
  const form = await getEditForm(await readMovieId(params));
  return (
    <div className="grid gap-8">
      <EditFormView form={form} />
      <FactTable facts={form.facts} />
    </div>
  );
}
