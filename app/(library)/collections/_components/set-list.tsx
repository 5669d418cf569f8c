"use client";

import { Library } from "lucide-react";
import Link from "next/link";
import { cachedPicture } from "#components/artwork-source.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { PosterCard } from "#components/poster-card.tsx";
import { Button } from "#components/ui/button.tsx";
import type { CollectionCard } from "#lib/collections/list-collections.ts";
import { eagerPosters, gridPosterSizes } from "../../_components/poster-grid.tsx";
import { CreateSet } from "./create-set.tsx";
import { posterGridClasses } from "./poster-grid-classes.ts";
import { setListAddress } from "./set-list-params.ts";
import { SetToolbar } from "./set-toolbar.tsx";
import { useSetListParams } from "./use-set-list-params.ts";

export type SetListProps = {
  collections: readonly CollectionCard[];
  total: number;
  nextCursor: string | null;
  isFirst: boolean;
  mayEdit: boolean;
};

/** Film sets as posters, with how much of each is there. */
export function SetList({ collections, total, nextCursor, isFirst, mayEdit }: SetListProps) {
  const controls = useSetListParams();
  const { params, pending } = controls;
  return (
    <>
      <PageHeader title="Collections" meta={total > 0 && total} actions={mayEdit && <CreateSet />}>
        <SetToolbar controls={controls} />
      </PageHeader>
      {collections.length === 0 ? (
        <NoSets isFiltered={params.q !== "" || params.filter !== null} />
      ) : (
        <ul aria-label="Sets" aria-busy={pending} className={posterGridClasses}>
          {collections.map((set, index) => (
            <li key={set.collectionId} className="min-w-0">
              <PosterCard
                href={`/collections/${set.collectionId}`}
                picture={
                  set.posterHash === null
                    ? null
                    : cachedPicture({ hash: set.posterHash, thumbhash: set.posterThumbhash })
                }
                title={set.name}
                subtitle={progressOf(set)}
                sizes={gridPosterSizes}
                eager={index < eagerPosters}
              />
            </li>
          ))}
        </ul>
      )}
      {(nextCursor !== null || !isFirst) && (
        <nav aria-label="Pages" className="flex justify-center gap-2 pt-6">
          {!isFirst && (
            <Button asChild variant="ghost">
              <Link href={`/collections${setListAddress({ ...params, after: null })}`}>First page</Link>
            </Button>
          )}
          {nextCursor !== null && (
            <Button asChild>
              <Link href={`/collections${setListAddress({ ...params, after: nextCursor })}`}>More sets</Link>
            </Button>
          )}
        </nav>
      )}
    </>
  );
}

/** "3 of 5 films"; without a list of the provider the films alone. */
function progressOf({ owned, missing }: CollectionCard): string {
  if (missing > 0) return `${owned} of ${owned + missing} films`;
  return owned === 1 ? "1 film" : `${owned} films`;
}

function NoSets({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState
      icon={<Library />}
      title="No set matches"
      description="Search for less, or choose another filter."
      action={
        <Button asChild>
          <Link href="/collections">All sets</Link>
        </Button>
      }
    />
  ) : (
    <EmptyState
      icon={<Library />}
      title="No sets yet"
      description="Films bring their sets along once they are identified. You can also make sets of your own."
    />
  );
}
