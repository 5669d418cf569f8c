"use client";

import { Clapperboard } from "lucide-react";
import { useState } from "react";
import { useLive } from "#app/_components/live.tsx";
import { RefreshAfterJobs } from "#app/_components/refresh-after-jobs.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { LockToggle } from "#components/lock-toggle.tsx";
import { useKeys } from "#components/use-keys.ts";
import type { ShownTrailer } from "#lib/trailers/list-trailers.ts";
import type { TrailerChooser } from "#lib/trailers/owners.ts";
import { AddTrailer } from "./add-trailer.tsx";
import { TrailerCard } from "./trailer-card.tsx";
import { TrailerPlayer } from "./trailer-player.tsx";
import { useTrailers } from "./use-trailers.ts";

type TrailerListProps = {
  owner: TrailerChooser;
  trailers: readonly ShownTrailer[];
  isLocked: boolean;
  /** Whether Metarr chooses and downloads one by itself. */
  isAutomatic: boolean;
  /** One that somebody put there lies beside the media. */
  hasOwn: boolean;
  mayEdit: boolean;
};

const nouns = { movie: "film", series: "series" } as const;

/** The trailers of a film or series: the chosen one first, then the best. */
export function TrailerList({ owner, isAutomatic, hasOwn, mayEdit, ...saved }: TrailerListProps) {
  const { trailers, isLocked, ...actions } = useTrailers({ owner, ...saved });
  const running = useLive((state) => state.jobs.running);
  const [playing, setPlaying] = useState<ShownTrailer>();
  const noun = nouns[owner.entityType];
  useKeys({ l: () => mayEdit && actions.setLocked(!isLocked) });
  return (
    <section aria-labelledby="trailers-heading" className="min-w-0">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id="trailers-heading" className="font-medium text-1 text-lg">
          Trailers
        </h2>
        {mayEdit && <LockToggle locked={isLocked} onLockedChange={actions.setLocked} subject="the trailer" />}
        <p className="text-3 text-sm">
          {describe({ isLocked, isAutomatic, hasOwn: hasOwn && !trailers.some(({ isSelected }) => isSelected) })}
        </p>
      </header>
      {mayEdit && <AddTrailer owner={owner} onAdded={actions.sayAdded} />}
      {trailers.length === 0 ? (
        <EmptyState
          icon={<Clapperboard />}
          title="No trailer yet"
          description={`Here you choose the trailer that Metarr keeps beside the ${noun}. ${
            mayEdit
              ? "Providers offer some when the metadata is fetched; or paste an address, or upload a video."
              : "Providers offer some when the metadata is fetched."
          }`}
        />
      ) : (
        <ul aria-label="Trailers" className="mt-4 grid gap-3">
          {trailers.map((trailer, index) => (
            <TrailerCard
              key={trailer.candidateId}
              trailer={trailer}
              live={running.find(({ jobId }) => jobId === trailer.job?.jobId)}
              mayEdit={mayEdit}
              eager={index < 4}
              actions={actions}
              onPlay={() => setPlaying(trailer)}
            />
          ))}
        </ul>
      )}
      <TrailerPlayer trailer={playing} onClose={() => setPlaying(undefined)} />
      <RefreshAfterJobs everyMs={1_000} />
    </section>
  );
}

type Choosing = { isLocked: boolean; isAutomatic: boolean; hasOwn: boolean };

function describe({ isLocked, isAutomatic, hasOwn }: Choosing): string {
  if (isLocked) return "Locked: only people choose";
  if (!isAutomatic) return "Choosing by itself is switched off for this library";
  return hasOwn ? "One of your own lies beside it, so none is chosen by itself" : "The best one is chosen by itself";
}
