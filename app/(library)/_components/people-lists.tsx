import { Lock } from "lucide-react";
import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Department } from "./departments.ts";
import { Portrait } from "./portrait.tsx";

type Member = { actorId: number; name: string; imageHash: string | null; role: string | null; roleLocked?: boolean };

/** Who acts, and who is behind the camera by department. */
export function PeopleLists({
  cast,
  departments,
  castTitle = "Cast",
}: {
  cast: readonly Member[];
  departments: readonly Department[];
  castTitle?: string;
}) {
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
      {cast.length > 0 && (
        <section aria-labelledby="cast-list">
          <h2 id="cast-list" className="font-medium text-1 text-lg">
            {castTitle} <span className="font-normal text-3">{cast.length}</span>
          </h2>
          <ul className="mt-3 grid gap-x-6 sm:grid-cols-2">
            {cast.map(({ actorId, name, imageHash, role, roleLocked }) => (
              <li key={actorId} className="flex min-w-0 items-center gap-3 border-border border-b py-2">
                <Portrait name={name} imageHash={imageHash} className="size-10 text-sm" />
                <div className="min-w-0">
                  <p className="truncate font-medium text-1">
                    <Link href={`/people/${actorId}`} prefetch={false} className="hover:underline">
                      {name}
                    </Link>
                  </p>
                  {role && <p className="truncate text-2 text-sm">{role}</p>}
                </div>
                {roleLocked && (
                  <Badge tone="lock" className="ml-auto">
                    <Lock aria-hidden />
                    Locked
                  </Badge>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <CrewLists departments={departments} />
    </div>
  );
}

/** Who is behind the camera, by department. */
export function CrewLists({ departments }: { departments: readonly Department[] }) {
  if (departments.length === 0) return null;
  return (
    <section aria-labelledby="crew-list" className="grid content-start gap-6">
      <h2 id="crew-list" className="font-medium text-1 text-lg">
        Crew
      </h2>
      {departments.map(({ name, people }) => (
        <div key={name}>
          <h3 className="text-3 text-sm">{name}</h3>
          <ul className="mt-1 grid gap-1.5">
            {people.map((person) => (
              <li key={person.crewId} className="text-sm">
                <Link
                  href={`/people/crew/${person.crewId}`}
                  prefetch={false}
                  className="font-medium text-1 hover:underline"
                >
                  {person.name}
                </Link>{" "}
                <span className="text-2">{person.jobs.join(", ")}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

const rows = Array.from({ length: 8 }, (_, index) => `row-${index}`);

export function PeopleSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading cast and crew" className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
      {rows.map((row) => (
        <div key={row} className="flex items-center gap-3">
          <Skeleton className="size-10 rounded-full" />
          <Skeleton className="h-8 flex-1" />
        </div>
      ))}
    </div>
  );
}
