import { PosterCardSkeleton } from "#components/poster-card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

const cards = Array.from({ length: 8 }, (_, index) => `card-${index}`);

/** The page of a person in its final shape, while it is read. */
export function PersonSkeleton() {
  return (
    <div role="status" aria-label="Loading the person" className="grid gap-8">
      <div className="flex gap-4 md:gap-6">
        <Skeleton className="aspect-2/3 w-24 md:w-36 lg:w-40" />
        <div className="grid flex-1 content-end gap-3">
          <Skeleton className="h-8 w-56 max-w-full" />
          <Skeleton className="h-5 w-40 max-w-full" />
        </div>
      </div>
      <Skeleton className="h-20 max-w-prose" />
      <div className="grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] gap-3 md:grid-cols-[repeat(auto-fill,minmax(130px,1fr))] md:gap-5">
        {cards.map((card) => (
          <PosterCardSkeleton key={card} />
        ))}
      </div>
    </div>
  );
}
