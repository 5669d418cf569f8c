import { FolderPlus, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { RefreshWhile } from "#app/_components/refresh-while.tsx";
import { requireUser } from "#app/_server/require-user.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { LibraryCard } from "./_components/library-card.tsx";
import { LibraryListSkeleton } from "./_components/library-list-skeleton.tsx";
import { listLibraryCards } from "./queries.ts";

export const metadata: Metadata = { title: "Libraries" };

export default async function LibrariesPage() {
  await requireUser("admin");
  return (
    <>
      <PageHeader
        title="Libraries"
        description="Folders of films or series. Metarr reads them, and writes NFO and artwork beside the films when it publishes."
        actions={<AddLibrary />}
      />
      <Suspense fallback={<LibraryListSkeleton />}>
        <LibraryList />
      </Suspense>
    </>
  );
}

async function LibraryList() {
  const libraries = await listLibraryCards();
  if (libraries.length === 0) {
    return (
      <EmptyState
        icon={<FolderPlus />}
        title="No library yet"
        description="A library is a folder of films or series on this machine. Add one, and Metarr looks what is in it; nothing is written until you publish."
        action={<AddLibrary />}
      />
    );
  }
  return (
    <div className="grid gap-4">
      <RefreshWhile active={libraries.some((library) => library.scan)} />
      {libraries.map((library) => (
        <LibraryCard key={library.libraryId} library={library} />
      ))}
    </div>
  );
}

function AddLibrary() {
  return (
    <Button asChild variant="primary">
      <Link href="/settings/libraries/new">
        <Plus aria-hidden />
        Add library
      </Link>
    </Button>
  );
}
