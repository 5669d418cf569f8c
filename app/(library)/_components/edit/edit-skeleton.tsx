import { Skeleton } from "#components/ui/skeleton.tsx";

const rows = ["title", "original", "sort", "year", "released", "runtime", "plot", "tagline"];

export function EditSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading the form" className="grid gap-5">
      {rows.map((row) => (
        <div key={row} className="grid gap-2 md:grid-cols-[9rem_minmax(0,1fr)_2rem_12rem] md:gap-4">
          <Skeleton className="h-5 w-24" />
          <Skeleton className={row === "plot" ? "h-24" : "h-8"} />
        </div>
      ))}
    </div>
  );
}
