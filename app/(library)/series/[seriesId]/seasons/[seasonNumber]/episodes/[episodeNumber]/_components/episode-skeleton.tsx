import { Skeleton } from "#components/ui/skeleton.tsx";

/** An episode in its final shape, while it is read. */
export function EpisodeSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading the episode" className="grid gap-6">
      <Skeleton className="h-8 w-full max-w-56" />
      <div className="grid gap-4 md:grid-cols-[20rem_minmax(0,1fr)] md:gap-6">
        <Skeleton className="aspect-video" />
        <div className="grid content-start gap-4">
          <Skeleton className="h-6 w-2/3" />
          <Skeleton className="h-4 w-1/3" />
          <Skeleton className="h-20" />
        </div>
      </div>
      <Skeleton className="h-72 rounded-lg" />
    </div>
  );
}
