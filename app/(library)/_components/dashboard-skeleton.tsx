import { PosterCardSkeleton } from "#components/poster-card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

export function DashboardSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the dashboard"
      className="grid gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]"
    >
      <div className="grid content-start gap-6">
        <Skeleton className="h-40 rounded-lg" />
        <RecentFilmsSkeleton />
      </div>
      <div className="grid content-start gap-6">
        <Skeleton className="h-28 rounded-lg" />
        <Skeleton className="h-96 rounded-lg" />
      </div>
    </div>
  );
}

export function RecentFilmsSkeleton() {
  return (
    <div
      aria-hidden
      className="grid grid-cols-3 gap-4 overflow-hidden md:grid-cols-[repeat(auto-fill,minmax(8rem,1fr))]"
    >
      {Array.from({ length: 6 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike.
        <PosterCardSkeleton key={index} />
      ))}
    </div>
  );
}
