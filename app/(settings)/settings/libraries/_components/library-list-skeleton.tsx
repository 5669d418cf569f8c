import { Card } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** The shape of two libraries. */
export function LibraryListSkeleton() {
  return (
    <div aria-busy role="status" aria-label="Reading the libraries" className="grid gap-4">
      {["first", "second"].map((key) => (
        <Card key={key} className="grid gap-4 p-4">
          <div className="flex items-center gap-3">
            <Skeleton className="h-5 w-40" />
            <Skeleton className="h-5 w-16" />
            <Skeleton className="ml-auto h-8 w-24" />
          </div>
          <Skeleton className="h-4 w-64 max-w-full" />
          <Skeleton className="h-4 w-80 max-w-full" />
        </Card>
      ))}
    </div>
  );
}
