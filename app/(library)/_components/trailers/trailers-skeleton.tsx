import { Skeleton } from "#components/ui/skeleton.tsx";

const places = Array.from({ length: 3 }, (_, index) => `place-${index}`);

export function TrailersSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading trailers" className="grid gap-3">
      <Skeleton className="h-8 w-48" />
      <Skeleton className="h-14" />
      {places.map((place) => (
        <div key={place} className="grid gap-x-5 gap-y-3 p-3 sm:grid-cols-[13rem_1fr] md:grid-cols-[16rem_1fr]">
          <Skeleton className="aspect-video" />
          <Skeleton className="h-24" />
        </div>
      ))}
    </div>
  );
}
