import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { AddPattern } from "./_components/add-pattern.tsx";
import { OwnPatterns } from "./_components/own-patterns.tsx";
import { SystemPatterns } from "./_components/system-patterns.tsx";
import { getPatterns } from "./queries.ts";

export const metadata: Metadata = { title: "Ignore patterns" };

export default async function IgnorePatternsPage() {
  await requireUser("admin");
  return (
    <>
      <PageHeader
        title="Ignore patterns"
        description="Files and folders that scans pass over. A change counts from the next scan on, which reads again only the folders it touches."
      />
      <Suspense fallback={<PatternsSkeleton />}>
        <Patterns />
      </Suspense>
    </>
  );
}

async function Patterns() {
  const { own, system, libraries } = await getPatterns();
  return (
    <div className="grid gap-6">
      <Card>
        <CardHeader
          title="Your patterns"
          description="Beside them a folder can hold a .nomedia file, or an .ignore file with patterns of its own."
        />
        <CardContent className="grid gap-4">
          <OwnPatterns patterns={own} libraries={libraries} />
          <AddPattern libraries={libraries} />
        </CardContent>
      </Card>
      <Card>
        <CardHeader
          title="Patterns of the system"
          description="Folders of NAS and desktop systems, recycle bins, and what is still being copied. They count in every library and can be switched off."
        />
        <CardContent>
          <SystemPatterns patterns={system} />
        </CardContent>
      </Card>
    </div>
  );
}

function PatternsSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading patterns" className="grid gap-6">
      <Skeleton className="h-80 rounded-lg" />
      <Skeleton className="h-96 rounded-lg" />
    </div>
  );
}
