import { FolderX, SearchX, Tv } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { ScanLibraryButton } from "./scan-library-button.tsx";
import type { ShowListOptions } from "./show-toolbar.tsx";

export type WhyNone = "filtered" | "vanished" | "empty";
type NoShowsProps = { why: WhyNone; options: ShowListOptions; onClear: () => void };

/** Why there is nothing to see, and the one next step. */
export function NoShows({ why, options, onClear }: NoShowsProps) {
  const { libraries, mayEdit, mayAddLibrary } = options;
  const [first] = libraries;
  if (why === "vanished") {
    return (
      <EmptyState
        icon={<FolderX />}
        title="Every series has lost its files"
        description="Their folders were not there at the last scan. What you edited and chose is kept."
        action={
          <Button asChild variant="primary">
            <Link href="/series?missing=files">Show them</Link>
          </Button>
        }
      />
    );
  }
  if (why === "filtered") {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No series matches"
        description="Nothing in your libraries fits the search and the filters together."
        action={
          <Button variant="primary" onClick={onClear}>
            Clear filters
          </Button>
        }
      />
    );
  }
  if (first === undefined) {
    return (
      <EmptyState
        icon={<Tv />}
        title="No library of series yet"
        description={
          mayAddLibrary
            ? "Point Metarr at a folder of series, and they appear here with their seasons and episodes."
            : "An administrator adds the first one; its series appear here."
        }
        action={
          mayAddLibrary && (
            <Button asChild variant="primary">
              <Link href="/settings/libraries/new">Add a library</Link>
            </Button>
          )
        }
      />
    );
  }
  return (
    <EmptyState
      icon={<Tv />}
      title="No series yet"
      description={
        mayEdit
          ? "Series appear here while a scan finds them. If none comes, look at the last scan of the library."
          : "Series appear here once a scan has found them."
      }
      action={mayEdit && <ScanLibraryButton libraryId={first.libraryId} libraryName={first.name} variant="primary" />}
    />
  );
}
