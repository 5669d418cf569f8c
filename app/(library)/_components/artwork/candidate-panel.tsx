"use client";

import { ImageOff } from "lucide-react";
import { EmptyState } from "#components/empty-state.tsx";
import { LockToggle } from "#components/lock-toggle.tsx";
import { useKeys } from "#components/use-keys.ts";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import { artworkFacts } from "#lib/artwork/vocabulary.ts";
import { AddPicture } from "./add-picture.tsx";
import { CandidateCard } from "./candidate-card.tsx";
import type { ArtworkOwner, ArtworkTypeSummary } from "./shown-artwork.ts";
import { useArtwork } from "./use-artwork.ts";

export type CandidatePanelProps = {
  owner: ArtworkOwner;
  title: string;
  type: ArtworkTypeSummary;
  candidates: readonly ShownCandidate[];
  mayEdit: boolean;
};

/** The candidates of one type: the chosen first, then the best. */
export function CandidatePanel({ owner, title, type, candidates, mayEdit }: CandidatePanelProps) {
  const artwork = useArtwork({ owner, type, candidates });
  const chosen = artwork.candidates.filter((each) => each.isSelected).length;
  const noun = owner.entityType === "movie" ? "film" : "set";
  const { ideal } = artworkFacts[type.type];
  useKeys({ l: () => mayEdit && artwork.setLocked(!artwork.isLocked) });
  return (
    <section aria-labelledby="artwork-type" className="min-w-0">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id="artwork-type" className="font-medium text-1 text-lg">
          {type.label}
        </h2>
        {mayEdit && <LockToggle locked={artwork.isLocked} onLockedChange={artwork.setLocked} subject={type.label} />}
        <p className="text-3 text-sm">
          {type.limit === 0
            ? "This type is switched off for the library."
            : `${chosenText(chosen, type.limit)} · best at ${ideal.width} × ${ideal.height}`}
        </p>
      </header>
      {mayEdit && <AddPicture owner={owner} type={type.type} label={type.label} onAdded={artwork.sayAdded} />}
      {artwork.candidates.length === 0 ? (
        <EmptyState
          icon={<ImageOff />}
          title={`No picture of this type yet`}
          description={
            mayEdit
              ? `No provider offers one for this ${noun}. Upload your own, or paste the address of one.`
              : `No provider offers one for this ${noun}.`
          }
        />
      ) : (
        <ul
          aria-label={`Candidates: ${type.label}`}
          className="mt-4 grid items-start gap-x-4 gap-y-6"
          style={{ gridTemplateColumns: `repeat(auto-fill, minmax(min(100%, ${columnRem(ideal)}rem), 1fr))` }}
        >
          {artwork.candidates.map((candidate, index) => (
            <CandidateCard
              key={candidate.candidateId}
              candidate={candidate}
              type={type}
              name={`${type.label} ${index + 1} of ${title}`}
              mayEdit={mayEdit}
              eager={index < 6}
              onPick={() => artwork.pick(candidate)}
              onUnpick={() => artwork.unpick(candidate)}
              onBlock={(blocked) => artwork.block(candidate, blocked)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function chosenText(chosen: number, limit: number): string {
  const used = chosen === 0 ? "None chosen yet" : `Metarr uses ${chosen === 1 ? "one" : chosen}`;
  return limit === 1 ? used : `${used} · up to ${limit}`;
}

/** Upright pictures stand narrow, wide ones need room, a banner takes the line. */
function columnRem({ width, height }: { width: number; height: number }): number {
  const aspect = width / height;
  if (aspect > 4) return 26;
  return aspect > 1.2 ? 16 : 9.5;
}
