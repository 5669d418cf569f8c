import { Skeleton } from "#components/ui/skeleton.tsx";

const rows = ["first", "second", "third", "fourth"];

/** The orders and a preview in their final shape, while they are read. */
export function OrderSkeleton() {
  return (
    <div
      role="status"
      aria-busy
      aria-label="Loading the orders"
      className="grid gap-6 lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-8"
    >
      <div className="grid content-start gap-2">
        <Skeleton className="h-16 rounded-lg" />
        <Skeleton className="h-16 rounded-lg" />
      </div>
      <div className="grid content-start gap-px">
        {rows.map((row) => (
          <Skeleton key={row} className="h-14 rounded-none first:rounded-t-lg last:rounded-b-lg" />
        ))}
      </div>
    </div>
  );
}
