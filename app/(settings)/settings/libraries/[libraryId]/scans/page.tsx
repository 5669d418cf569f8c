import { FileSearch } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { RefreshWhile } from "#app/_components/refresh-while.tsx";
import { requireUser } from "#app/_server/require-user.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ConfirmFolder } from "../../_components/confirm-folder.tsx";
import { ScanNow } from "../../_components/scan-now.tsx";
import { readId } from "../library-id.ts";
import { ScanList } from "./_components/scan-list.tsx";
import { getScans } from "./queries.ts";

export const metadata: Metadata = { title: "Scans" };

type Props = {
  params: Promise<{ libraryId: string }>;
  searchParams: Promise<{ before?: string | string[] }>;
};

export default async function ScansPage({ params, searchParams }: Props) {
  await requireUser("admin");
  const libraryId = readId((await params).libraryId);
  const { before } = await searchParams;
  return (
    <Suspense fallback={<ScansSkeleton />}>
      <ScansOf libraryId={libraryId} before={typeof before === "string" ? readId(before) : undefined} />
    </Suspense>
  );
}

async function ScansOf({ libraryId, before }: { libraryId: number; before: number | undefined }) {
  const { library, roots, scans, openScan, older } = await getScans({ libraryId, before });
  const offline = roots.filter((root) => !root.isOnline);
  const isWaiting = openScan?.status === "pending" && openScan.error === null;
  return (
    <>
      <PageHeader
        back={{ href: `/settings/libraries/${libraryId}`, label: library.name }}
        title="Scans"
        description={`What each scan of ${library.name} found. Scans are kept for 90 days.`}
        actions={
          <ScanNow
            libraryId={libraryId}
            name={library.name}
            openScan={openScan?.status === "running" ? "running" : isWaiting ? "waiting" : undefined}
          />
        }
      />
      <RefreshWhile active={openScan !== undefined} />
      <div className="grid gap-4">
        {openScan?.status === "running" && (
          <p role="status" className="rounded-lg bg-accent-soft px-3 py-2 text-1 text-sm">
            Scanning. {openScan.note}
          </p>
        )}
        {offline.map(({ path, reason }) => (
          <div key={path} className="grid justify-items-start gap-2 rounded-lg bg-danger-soft px-3 py-2 text-sm">
            <p className="wrap-anywhere text-1">
              <span className="font-medium text-danger">This library is offline.</span> {reason}
            </p>
            <ConfirmFolder libraryId={libraryId} name={library.name} path={path} />
          </div>
        ))}
        {scans.length === 0 ? (
          <EmptyState
            icon={<FileSearch />}
            title={before === undefined ? "Not scanned yet" : "No older scans"}
            description="A scan looks what changed in the library's folders. Its report stands here when it is done."
          />
        ) : (
          <ScanList libraryId={libraryId} scans={scans} />
        )}
        {(older !== undefined || before !== undefined) && (
          <p className="flex justify-center gap-2">
            {before !== undefined && (
              <Button asChild>
                <Link href={`/settings/libraries/${libraryId}/scans`}>Newest scans</Link>
              </Button>
            )}
            {older !== undefined && (
              <Button asChild>
                <Link href={`/settings/libraries/${libraryId}/scans?before=${older}`}>Older scans</Link>
              </Button>
            )}
          </p>
        )}
      </div>
    </>
  );
}

function ScansSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading scans" className="grid gap-6">
      <Skeleton className="mt-6 h-7 w-48" />
      <Skeleton className="h-96 rounded-lg" />
    </div>
  );
}
