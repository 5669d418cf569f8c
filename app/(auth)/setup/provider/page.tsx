import type { Metadata } from "next";
import { requireUser } from "#app/_server/require-user.ts";
import { getTmdbKey } from "#app/(settings)/settings/providers/queries.ts";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { SetupSteps } from "../_components/setup-steps.tsx";
import { requireFreshSetup } from "../queries.ts";
import { ProviderStep } from "./_components/provider-step.tsx";

export const metadata: Metadata = { title: "Set up TMDB" };

export default async function SetupProviderPage() {
  await requireUser("admin");
  await requireFreshSetup({ else: "/settings/providers" });
  const key = await getTmdbKey();
  return (
    <>
      <SetupSteps current="provider" />
      <Card>
        <CardHeader
          title="Connect TMDB"
          description="Metarr asks The Movie Database which films you have, and takes titles, plots, cast and artwork from there."
        />
        <CardContent>
          <ProviderStep shown={key} />
        </CardContent>
      </Card>
    </>
  );
}
