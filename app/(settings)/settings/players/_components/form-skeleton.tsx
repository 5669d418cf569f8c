import { Skeleton } from "#components/ui/skeleton.tsx";

export function FormSkeleton() {
  return (
    <div aria-busy role="status" aria-label="Reading the player" className="grid gap-6">
      <Skeleton className="h-96 w-full rounded-lg" />
      <Skeleton className="h-48 w-full rounded-lg" />
    </div>
  );
}
