import { Skeleton } from "#components/ui/skeleton.tsx";

/** The overview's shape until it is there. */
export function OverviewSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-busy aria-label={label} className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-8">
      <div className="grid content-start gap-6">
        <div className="grid max-w-prose gap-3">
          <Skeleton className="h-6 w-2/3" />
          <Skeleton className="h-24" />
        </div>
        <div className="flex gap-6">
          <Skeleton className="h-11 w-20" />
          <Skeleton className="h-11 w-20" />
        </div>
        <Skeleton className="h-40" />
      </div>
      <div className="grid content-start gap-6">
        <Skeleton className="h-64 rounded-lg" />
        <Skeleton className="h-32 rounded-lg" />
      </div>
    </div>
  );
}
