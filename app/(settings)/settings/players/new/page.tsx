import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { FormSkeleton } from "../_components/form-skeleton.tsx";
import { PlayerForm } from "../_components/player-form.tsx";
import { newPlayer } from "../_components/player-values.ts";
import { getPlayerChoices } from "../queries.ts";

export const metadata: Metadata = { title: "Add player" };

export default async function NewPlayerPage() {
  await requireUser("admin");
  return (
    <>
      <PageHeader back={{ href: "/settings/players", label: "Players" }} title="Add player" />
      <Suspense fallback={<FormSkeleton />}>
        <Form />
      </Suspense>
    </>
  );
}

async function Form() {
  return <PlayerForm initial={newPlayer} choices={await getPlayerChoices()} />;
}
