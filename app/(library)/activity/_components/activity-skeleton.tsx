import { Skeleton } from "#components/ui/skeleton.tsx";

/** The page of jobs in its final shape, while it is read. */
export function ActivitySkeleton() {
  return (
    <div role="status" aria-label="Loading the activity">
      <Skeleton className="mb-6 h-7 w-40" />
      <Skeleton className="mb-3 h-5 w-24" />
      <Skeleton className="mb-8 h-20 rounded-lg" />
      <Skeleton className="mb-3 h-8 w-80 max-w-full" />
      <Skeleton className="h-96 rounded-lg" />
    </div>
  );
}
