import { PosterCardSkeleton } from "#components/poster-card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** The page of films or series in its final shape, while the list is read. */
export function PosterListSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      <div className="grid gap-4 pb-6">
        <Skeleton className="h-7 w-40" />
        <div className="grid gap-3">
          <Skeleton className="h-8 w-full touch:h-11 md:max-w-80" />
          <Skeleton className="h-8 w-full touch:h-11 md:max-w-md" />
        </div>
      </div>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] gap-3 md:grid-cols-[repeat(auto-fill,minmax(150px,1fr))] md:gap-5">
        {Array.from({ length: 24 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike.
          <PosterCardSkeleton key={index} />
        ))}
      </div>
    </div>
  );
}
