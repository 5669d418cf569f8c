import { Film, SearchX } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import type { FilmListOptions } from "./film-toolbar.tsx";

/** Why there is nothing to see, and the one next step. */
export function NoFilms({
  isLibraryEmpty,
  options,
  onClear,
}: {
  isLibraryEmpty: boolean;
  options: FilmListOptions;
  onClear: () => void;
}) {
  if (!isLibraryEmpty) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No film matches"
        description="Nothing in your libraries fits the search and the filters together."
        action={
          <Button variant="primary" onClick={onClear}>
            Clear filters
          </Button>
        }
      />
    );
  }
  const hasLibrary = options.libraries.length > 0;
  return (
    <EmptyState
      icon={<Film />}
      title={hasLibrary ? "No films yet" : "No library yet"}
      description={
        hasLibrary
          ? "Films appear here while a scan finds them. If none comes, look at the last scan of the library."
          : options.mayAddLibrary
            ? "Point Metarr at a folder of films, and they appear here."
            : "An administrator adds the first library; its films appear here."
      }
      action={
        hasLibrary ? (
          <Button asChild variant="primary">
            <Link href="/activity">Show the activity</Link>
          </Button>
        ) : options.mayAddLibrary ? (
          <Button asChild variant="primary">
            <Link href="/settings/libraries">Add a library</Link>
          </Button>
        ) : undefined
      }
    />
  );
}
