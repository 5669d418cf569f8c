import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { isAppError } from "#lib/errors.ts";
import { type LibraryValues, libraryTypes, profileLabels } from "#lib/libraries/vocabulary.ts";
import { ArtworkForm } from "../_components/artwork-form.tsx";
import { toArtworkInput } from "../_components/artwork-input.ts";
import { EditLibrary } from "../_components/edit-library.tsx";
import { LastScan } from "../_components/last-scan.tsx";
import { LibraryTrailersForm } from "../_components/library-trailers-form.tsx";
import { PublishingForm } from "../_components/publishing-form.tsx";
import { toTrailersInput } from "../_components/trailers-input.ts";
import { getLibraryDetails } from "../queries.ts";
import { readId } from "./library-id.ts";

export const metadata: Metadata = { title: "Edit library" };

type Props = { params: Promise<{ libraryId: string }> };

export default async function EditLibraryPage({ params }: Props) {
  await requireUser("admin");
  const libraryId = readId((await params).libraryId);
  return (
    <Suspense fallback={<FormSkeleton />}>
      <Library libraryId={libraryId} />
    </Suspense>
  );
}

async function Library({ libraryId }: { libraryId: number }) {
  const { library, folders, lastScan, artwork, trailers, publishing } = await getLibraryDetails(libraryId).catch(
    (error: unknown) => {
      if (isAppError(error, "not_found")) notFound();
      throw error;
    },
  );
  const { name, profile, automation, existing, nfoPolicy, language, region, fallbackLanguages } = library;
  const { enabled, watch, verifyRepair } = library;
  const type = libraryTypes.find((known) => known === library.type) ?? "movie";
  const policies = { profile, automation, existing, nfoPolicy, enabled, watch, verifyRepair };
  const values = { ...policies, language, region, fallbackLanguages };
  const initial: LibraryValues = { name, paths: folders.map((folder) => folder.path), type, ...values };
  return (
    <>
      <PageHeader back={{ href: "/settings/libraries", label: "Libraries" }} title={name} />
      <div className="grid gap-6">
        <Card>
          <CardHeader
            title="Last scan"
            actions={
              <Button asChild size="sm">
                <Link href={`/settings/libraries/${libraryId}/scans`}>All scans</Link>
              </Button>
            }
          />
          <CardContent>
            <LastScan lastScan={lastScan} />
          </CardContent>
        </Card>
        <EditLibrary opened={{ libraryId, version: library.version }} initial={initial} folders={folders} />
        <Card>
          <CardHeader
            title="Publishing"
            description={`What is written beside the ${type === "tv" ? "series" : "films"} for ${profileLabels[profile]}, and under which names. Saved settings and another player rename what Metarr published at the next publish, nothing else.`}
          />
          <CardContent>
            <PublishingForm key={profile} libraryId={libraryId} type={type} initial={publishing} />
          </CardContent>
        </Card>
        <Card>
          <CardHeader
            title="Artwork"
            description={`How many pictures of each type Metarr chooses for ${type === "tv" ? "a series, a season and an episode" : "a film"}; 0 turns a type off. Languages: two letters, or library, original (the ${type === "tv" ? "series'" : "film's"} own) and textless.`}
          />
          <CardContent>
            <ArtworkForm libraryId={libraryId} kind={type} initial={toArtworkInput(artwork)} />
          </CardContent>
        </Card>
        <Card>
          <CardHeader
            title="Trailers"
            description="What differs in this library from the settings of trailers. Counts when a trailer is chosen next."
          />
          <CardContent>
            <LibraryTrailersForm libraryId={libraryId} initial={toTrailersInput(trailers)} />
          </CardContent>
        </Card>
      </div>
    </>
  );
}

function FormSkeleton() {
  return (
    <div aria-busy role="status" aria-label="Reading the library" className="grid gap-6">
      <Skeleton className="mt-6 h-7 w-48" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-44 w-full" />
      <Skeleton className="h-96 w-full" />
    </div>
  );
}
