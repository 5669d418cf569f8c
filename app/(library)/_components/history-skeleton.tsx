import { Skeleton } from "#components/ui/skeleton.tsx";

const rows = Array.from({ length: 8 }, (_, index) => `row-${index}`);

export function HistorySkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading the history" className="grid max-w-5xl gap-px">
      {rows.map((row) => (
        <Skeleton key={row} className="h-14 rounded-none first:rounded-t-lg last:rounded-b-lg" />
      ))}
    </div>
  );
}
