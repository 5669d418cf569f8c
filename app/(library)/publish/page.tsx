import { ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Card } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { isAppError } from "#lib/errors.ts";
import { libraryTypeLabels, libraryTypes } from "#lib/libraries/vocabulary.ts";
import { readNumber } from "../_components/read-number.ts";
import { ChosenFilmsPlan } from "./_components/chosen-films-plan.tsx";
import { LibraryPlan } from "./_components/library-plan.tsx";
import { getLibraryToPublish, listLibrariesToPublish } from "./queries.ts";

export const metadata: Metadata = { title: "Publish" };

type Query = { library?: string | string[]; chosen?: string | string[] };
type Props = { searchParams: Promise<Query> };

const purpose = "What publishing would write, rename and move to the recycle bin, before it does.";

export default async function PublishPage({ searchParams }: Props) {
  // Before anything is sent, so that a viewer is refused by the status and not in the middle of a page.
  await requireUser("editor");
  return (
    <Suspense fallback={<Skeleton className="mt-6 h-96 rounded-lg" />}>
      <Plan query={await searchParams} />
    </Suspense>
  );
}

async function Plan({ query }: { query: Query }) {
  if (query.chosen === "films") {
    return (
      <>
        <PageHeader back={{ href: "/movies", label: "Movies" }} title="Publish chosen films" description={purpose} />
        <ChosenFilmsPlan />
      </>
    );
  }
  if (query.library === undefined) return <Libraries />;
  const libraryId = typeof query.library === "string" ? readNumber(query.library) : undefined;
  if (libraryId === undefined) notFound();
  const library = await getLibraryToPublish(libraryId).catch((error: unknown) => {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  });
  const { name, profile, entityType, total } = library;
  return (
    <>
      <PageHeader
        back={{ href: "/publish", label: "Publish" }}
        title={`Publish ${name}`}
        description={`${purpose} For ${profile}. What is not identified or not monitored is left out.`}
      />
      <LibraryPlan key={libraryId} source={{ libraryId }} entityType={entityType} total={total} />
    </>
  );
}

async function Libraries() {
  const libraries = await listLibrariesToPublish();
  return (
    <>
      <PageHeader title="Publish" description={`${purpose} Choose a library.`} />
      <Card>
        <ul aria-label="Libraries" className="divide-y divide-border">
          {libraries.map(({ libraryId, name, type, profile }) => (
            <li key={libraryId}>
              <Link
                href={`/publish?library=${libraryId}`}
                className="flex min-h-11 items-center gap-3 px-4 py-2 transition-colors hover:bg-surface-2 focus-visible:-outline-offset-2"
              >
                <span className="min-w-0 flex-1 truncate font-medium text-1">{name}</span>
                <span className="text-2 text-sm">{`${labelOf(type)} · ${profile}`}</span>
                <ChevronRight aria-hidden className="size-4 shrink-0 text-3" />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}

const labelOf = (type: string) => {
  const known = libraryTypes.find((each) => each === type);
  return known ? libraryTypeLabels[known] : type;
};
