import { Skeleton } from "#components/ui/skeleton.tsx";

const rows = Array.from({ length: 10 }, (_, index) => `row-${index}`);

/** A season in its final shape, while its episodes are read. */
export function SeasonSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading the season" className="grid gap-6">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-4 md:gap-6">
        <Skeleton className="aspect-2/3 w-16 md:w-24" />
        <div className="grid gap-2">
          <Skeleton className="h-6 w-40" />
          <Skeleton className="h-4 w-56" />
        </div>
      </div>
      <div className="grid gap-px">
        {rows.map((row) => (
          <Skeleton key={row} className="h-11 rounded-none first:rounded-t-lg last:rounded-b-lg" />
        ))}
      </div>
    </div>
  );
}
