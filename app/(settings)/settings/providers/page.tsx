import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { MatchForm } from "./_components/match-form.tsx";
import { TmdbForm } from "./_components/tmdb-form.tsx";
import { TmdbUsage } from "./_components/tmdb-usage.tsx";
import { getMatchSettings, getTmdbSettings, getTmdbUsage } from "./queries.ts";

export const metadata: Metadata = { title: "Providers" };

export default async function ProvidersPage() {
  await requireUser("admin");
  return (
    <>
      <PageHeader
        title="Providers"
        description="Where titles, plots, cast and artwork come from. Your own edits and locked fields always win over them."
      />
      <div className="grid gap-6">
        <Card>
          <CardHeader title="TMDB" description="The Movie Database: films, cast, collections and artwork." />
          <CardContent>
            <Suspense fallback={<FormSkeleton label="Reading the settings of TMDB" rows={5} />}>
              <Tmdb />
            </Suspense>
          </CardContent>
        </Card>
        <Card>
          <CardHeader title="Use of TMDB" description="By all workers together, since Metarr was set up." />
          <CardContent>
            <Suspense fallback={<FormSkeleton label="Reading the use of TMDB" rows={1} />}>
              <Usage />
            </Suspense>
          </CardContent>
        </Card>
        <Card>
          <CardHeader
            title="Identification and ratings"
            description="A film and a search result get up to 100 points: 60 for the title, 25 for the year, 15 for the runtime."
          />
          <CardContent>
            <Suspense fallback={<FormSkeleton label="Reading the settings" rows={2} />}>
              <Match />
            </Suspense>
          </CardContent>
        </Card>
        <p className="text-3 text-sm">This product uses the TMDB API but is not endorsed or certified by TMDB.</p>
      </div>
    </>
  );
}

async function Tmdb() {
  return <TmdbForm shown={await getTmdbSettings()} />;
}

async function Match() {
  return <MatchForm shown={await getMatchSettings()} />;
}

async function Usage() {
  return <TmdbUsage usage={await getTmdbUsage()} />;
}

function FormSkeleton({ label, rows }: { label: string; rows: number }) {
  return (
    <div aria-busy role="status" aria-label={label} className="grid gap-5">
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((row) => (
        <div key={row} className="grid gap-2">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-8 w-full touch:h-11" />
          <Skeleton className="h-4 w-64 max-w-full" />
        </div>
      ))}
    </div>
  );
}
