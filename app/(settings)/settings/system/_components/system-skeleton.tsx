import { Card } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** The shape of the health page. */
export function SystemSkeleton() {
  return (
    <div aria-busy role="status" aria-label="Looking how Metarr is" className="grid gap-6">
      {["h-80", "h-28", "h-40"].map((height) => (
        <Card key={height} className="grid content-start gap-4 p-4">
          <Skeleton className="h-5 w-32" />
          <Skeleton className={`w-full ${height}`} />
        </Card>
      ))}
    </div>
  );
}
