import { Skeleton } from "#components/ui/skeleton.tsx";

const places = Array.from({ length: 6 }, (_, index) => `place-${index}`);

export function StripsSkeleton() {
  return (
    <div aria-hidden className="flex gap-3 overflow-hidden pt-1 pb-2">
      {places.map((place) => (
        <div key={place} className="w-20 shrink-0">
          <Skeleton className="aspect-2/3" />
          <Skeleton className="mt-2 h-4" />
        </div>
      ))}
    </div>
  );
}
