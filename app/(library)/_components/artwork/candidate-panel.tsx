"use client";

import { ImageOff, ImagePlus, SearchX } from "lucide-react";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { LockToggle } from "#components/lock-toggle.tsx";
import { Button } from "#components/ui/button.tsx";
import { useKeys } from "#components/use-keys.ts";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import { artworkFacts } from "#lib/artwork/vocabulary.ts";
import { AddPicture } from "./add-picture.tsx";
import { arrangeCandidates, countNewlyAlike, inKeptOrder, keepList } from "./arrange-candidates.ts";
import type { CandidateVerbs } from "./candidate-card.tsx";
import { CandidateGrid } from "./candidate-grid.tsx";
import { CandidateToolbar } from "./candidate-toolbar.tsx";
import { CompareBar } from "./compare-bar.tsx";
import { CompareDialog } from "./compare-dialog.tsx";
import { CropDialog } from "./crop-dialog.tsx";
import { type ArtworkOwner, type ArtworkTypeSummary, nounOf } from "./shown-artwork.ts";
import { toCompared } from "./to-compared.ts";
import { useArtwork } from "./use-artwork.ts";
import { useArtworkParams } from "./use-artwork-params.ts";
import { useDrop, usePaste } from "./use-brought.ts";
import { useCompareOnce } from "./use-compare-once.ts";
import { useComparison } from "./use-comparison.ts";
import { useUpload } from "./use-upload.ts";

export type CandidatePanelProps = {
  owner: ArtworkOwner;
  /** "Heat", "S01E03 of The Long Tide". */
  title: string;
  type: ArtworkTypeSummary;
  candidates: readonly ShownCandidate[];
  mayEdit: boolean;
};

/** The candidates of one type, and everything that can be done with them. Give it a key for its owner and type. */
export function CandidatePanel({ owner, title, type, candidates, mayEdit }: CandidatePanelProps) {
  const artwork = useArtwork({ owner, type, candidates });
  const { params, setParams } = useArtworkParams();
  const { ideal } = artworkFacts[type.type];
  const [kept, setKept] = useState(() => keepList(candidates));
  const [openGroups, setOpenGroups] = useState<ReadonlySet<number>>(new Set());
  const ordered = useMemo(() => inKeptOrder(artwork.candidates, kept), [artwork.candidates, kept]);
  const numberOf = useMemo(() => new Map(ordered.map(({ candidateId }, index) => [candidateId, index + 1])), [ordered]);
  const cells = useMemo(() => arrangeCandidates(ordered, { ...params, openGroups }), [ordered, params, openGroups]);
  const comparison = useComparison(artwork.candidates);
  useCompareOnce({ enabled: mayEdit, owner, candidates });
  const onAdded = artwork.sayAdded;
  const upload = useUpload({ owner, type: type.type, onAdded });
  const drop = useDrop({ enabled: mayEdit, onFiles: upload.bring });
  const paste = { enabled: mayEdit, onFiles: upload.bring, addByAddress: artwork.addByAddress, onAdded };
  const pasteProblem = usePaste(paste);
  const toggleGroup = ({ alikeTo }: ShownCandidate) =>
    alikeTo !== null && setOpenGroups((before) => toggled(before, alikeTo));
  const { look, compare, mark } = comparison;
  const { pick, unpick, block, keep, remove } = artwork;
  const verbs = useStable<CandidateVerbs>({ pick, unpick, block, keep, remove, look, compare, mark, toggleGroup });
  useKeys({ l: () => mayEdit && artwork.setLocked(!artwork.isLocked) });

  const compared = toCompared(comparison, { candidates: ordered, numberOf, label: type.label, title });
  return (
    <section aria-labelledby="artwork-type" className="relative min-w-0" {...drop.handlers}>
      <PanelHeader
        type={type}
        mayEdit={mayEdit}
        isLocked={artwork.isLocked}
        chosen={artwork.candidates.filter((each) => each.isSelected).length}
        onLockedChange={artwork.setLocked}
      />
      {mayEdit && (
        <AddPicture
          label={type.label}
          upload={upload}
          pasteProblem={pasteProblem}
          addByAddress={artwork.addByAddress}
          onAdded={onAdded}
        />
      )}
      {ordered.length > 1 && (
        <CandidateToolbar
          candidates={ordered}
          ideal={ideal}
          params={params}
          newlyAlike={countNewlyAlike(artwork.candidates, kept)}
          onGroup={() => setKept(keepList(candidates))}
          onChange={(change) => void setParams(change)}
        />
      )}
      {ordered.length === 0 ? (
        <NoPictures owner={owner} mayEdit={mayEdit} />
      ) : cells.length === 0 ? (
        <NoMatches onClear={() => void setParams({ lang: null, source: null, min: null, unblocked: null })} />
      ) : (
        <CandidateGrid
          cells={cells}
          type={type}
          title={title}
          numberOf={numberOf}
          marked={comparison.marked}
          mayEdit={mayEdit}
          verbs={verbs}
        />
      )}
      <CompareBar comparison={comparison} candidates={ordered} />
      {compared.length > 0 && (
        <CompareDialog
          compared={compared}
          type={type}
          mayEdit={mayEdit}
          onPick={artwork.pick}
          onBlock={artwork.block}
          onStep={compared.length === 1 ? (step) => comparison.step(cells, step) : undefined}
          onClose={comparison.close}
        />
      )}
      {upload.waiting && (
        <CropDialog
          bitmap={upload.waiting.bitmap}
          fileType={upload.waiting.file.type}
          label={type.label}
          ideal={ideal}
          onDecide={upload.decide}
          onClose={upload.dismiss}
        />
      )}
      {drop.isOver && <DropHint label={type.label} />}
    </section>
  );
}

function toggled(before: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}

/** The same functions for ever, which call the latest ones: cards that did not change are not drawn again. */
function useStable<Verbs extends CandidateVerbs>(verbs: Verbs): CandidateVerbs {
  const latest = useRef(verbs);
  useLayoutEffect(() => {
    latest.current = verbs;
  });
  const [stable] = useState<CandidateVerbs>(() => ({
    pick: (candidate) => latest.current.pick(candidate),
    unpick: (candidate) => latest.current.unpick(candidate),
    block: (candidate, blocked) => latest.current.block(candidate, blocked),
    remove: verbs.remove && ((candidate) => latest.current.remove?.(candidate)),
    keep: verbs.keep && ((candidate, locked) => latest.current.keep?.(candidate, locked)),
    look: (candidate) => latest.current.look(candidate),
    compare: (candidate) => latest.current.compare(candidate),
    mark: (candidate) => latest.current.mark(candidate),
    toggleGroup: (candidate) => latest.current.toggleGroup(candidate),
  }));
  return stable;
}

type PanelHeaderProps = {
  type: ArtworkTypeSummary;
  mayEdit: boolean;
  isLocked: boolean;
  chosen: number;
  onLockedChange: (locked: boolean) => void;
};

function PanelHeader({ type, mayEdit, isLocked, chosen, onLockedChange }: PanelHeaderProps) {
  const { ideal } = artworkFacts[type.type];
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <h2 id="artwork-type" className="font-medium text-1 text-lg">
        {type.label}
      </h2>
      {mayEdit && <LockToggle locked={isLocked} onLockedChange={onLockedChange} subject={type.label} />}
      <p className="text-3 text-sm">
        {type.limit === 0
          ? "This type is switched off for the library."
          : `${chosenText(chosen, type.limit)} · best at ${ideal.width} × ${ideal.height}`}
      </p>
    </header>
  );
}

function chosenText(chosen: number, limit: number): string {
  const used = chosen === 0 ? "None chosen yet" : `Metarr uses ${chosen === 1 ? "one" : chosen}`;
  return limit === 1 ? used : `${used} · up to ${limit}`;
}

function NoPictures({ owner, mayEdit }: Pick<CandidatePanelProps, "owner" | "mayEdit">) {
  const nobody = `No provider offers one for this ${nounOf[owner.entityType]}.`;
  return (
    <EmptyState
      icon={<ImageOff />}
      title="No picture of this type yet"
      description={mayEdit ? `${nobody} Upload your own, or paste the address of one.` : nobody}
    />
  );
}

function NoMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title="No picture matches"
      description="The filters leave none of them."
      action={<Button onClick={onClear}>Clear filters</Button>}
    />
  );
}

function DropHint({ label }: { label: string }) {
  return (
    <div className="pointer-events-none absolute -inset-3 z-20 rounded-xl border-2 border-accent-text border-dashed bg-background/80">
      <p className="sticky top-[40dvh] mx-auto grid w-fit justify-items-center gap-2 py-10 font-medium text-1">
        <ImagePlus aria-hidden className="size-8 text-accent" strokeWidth={1.5} />
        Drop it to use it as {label.toLowerCase()}
      </p>
    </div>
  );
}
