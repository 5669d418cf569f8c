import { Skeleton } from "#components/ui/skeleton.tsx";

const places = Array.from({ length: 10 }, (_, index) => `place-${index}`);

export function ArtworkSkeleton() {
  return (
    <div
      role="status"
      aria-busy
      aria-label="Loading artwork"
      className="grid gap-6 md:grid-cols-[11rem_minmax(0,1fr)] md:gap-8"
    >
      <Skeleton className="h-11 md:h-80" />
      <div>
        <Skeleton className="h-8 w-48" />
        <div className="mt-4 grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-4">
          {places.map((place) => (
            <Skeleton key={place} className="aspect-2/3" />
          ))}
        </div>
      </div>
    </div>
  );
}
