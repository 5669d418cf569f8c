import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { isAppError } from "#lib/errors.ts";
import { readId } from "../../libraries/[libraryId]/library-id.ts";
import { FormSkeleton } from "../_components/form-skeleton.tsx";
import { PlayerForm } from "../_components/player-form.tsx";
import { toValues } from "../_components/player-values.ts";
import { getPlayerChoices, getPlayerForm } from "../queries.ts";

export const metadata: Metadata = { title: "Edit player" };

type Props = { params: Promise<{ playerId: string }> };

export default async function EditPlayerPage({ params }: Props) {
  await requireUser("admin");
  const playerId = readId((await params).playerId);
  return (
    <Suspense fallback={<FormSkeleton />}>
      <Player playerId={playerId} />
    </Suspense>
  );
}

async function Player({ playerId }: { playerId: number }) {
  const [player, choices] = await Promise.all([getPlayerForm(playerId), getPlayerChoices()]).catch((error: unknown) => {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  });
  return (
    <>
      <PageHeader back={{ href: "/settings/players", label: "Players" }} title={player.name} />
      <PlayerForm initial={toValues(player)} choices={choices} secretProblem={player.secretProblem} />
    </>
  );
}
