import { Skeleton } from "#components/ui/skeleton.tsx";

export function PublishSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Comparing with the disk" className="grid gap-6">
      <Skeleton className="h-12" />
      <Skeleton className="h-72 rounded-lg" />
      <Skeleton className="h-96 rounded-lg" />
    </div>
  );
}
