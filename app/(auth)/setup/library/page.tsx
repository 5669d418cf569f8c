import type { Metadata } from "next";
import { requireUser } from "#app/_server/require-user.ts";
import { getNewLibrary } from "#app/(settings)/settings/libraries/queries.ts";
import { getTmdbKey } from "#app/(settings)/settings/providers/queries.ts";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { SetupSteps } from "../_components/setup-steps.tsx";
import { requireFreshSetup } from "../queries.ts";
import { LibraryStep } from "./_components/library-step.tsx";

export const metadata: Metadata = { title: "Set up a library" };

export default async function SetupLibraryPage() {
  await requireUser("admin");
  await requireFreshSetup({ else: "/" });
  const [key, initial] = await Promise.all([getTmdbKey(), getNewLibrary()]);
  return (
    <>
      <SetupSteps current="library" skipped={key.value === null ? ["provider"] : []} />
      <Card>
        <CardHeader
          title="Add your first library"
          description="A folder of films or series. Metarr scans it right away; scanning writes nothing into it."
        />
        <CardContent>
          <LibraryStep initial={initial} />
        </CardContent>
      </Card>
    </>
  );
}
