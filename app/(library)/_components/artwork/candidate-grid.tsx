"use client";

import { type FocusEvent, type KeyboardEvent, useCallback, useMemo, useState } from "react";
import { indexOfCard, isTyping } from "#components/grid-focus.ts";
import { useMediaQuery } from "#components/use-media-query.ts";
import { VirtualGrid } from "#components/virtual-grid.tsx";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import { artworkFacts } from "#lib/artwork/vocabulary.ts";
import type { Cell } from "./arrange-candidates.ts";
import { CandidateCard, type CandidateVerbs, cardTextPx } from "./candidate-card.tsx";
import type { ArtworkTypeSummary } from "./shown-artwork.ts";

export type CandidateGridProps = {
  cells: readonly Cell[];
  type: Pick<ArtworkTypeSummary, "type" | "limit" | "label">;
  /** Whose pictures they are, for the names of the cards. */
  title: string;
  /** Numbers in the names: a picture is called the same however the list is narrowed. */
  numberOf: ReadonlyMap<number, number>;
  marked: readonly number[];
  mayEdit: boolean;
  verbs: CandidateVerbs;
};

/** As globals.css has it. */
const touchQuery = "(pointer: coarse) or (width < 48rem)";
const keyOf = ({ candidate }: Cell) => candidate.candidateId;

/** The candidates; only those near the window are in the page. Arrow keys move, one card takes the Tab key. */
export function CandidateGrid({ cells, type, title, numberOf, marked, mayEdit, verbs }: CandidateGridProps) {
  const isTouch = useMediaQuery(touchQuery);
  const [current, setCurrent] = useState(0);
  const { ideal } = artworkFacts[type.type];
  const { type: kind, limit, label } = type;
  const shownType = useMemo(() => ({ type: kind, limit }), [kind, limit]);
  const tabbableIndex = Math.min(current, cells.length - 1);

  const itemAt = useCallback((index: number) => cells[index], [cells]);
  const renderItem = useCallback(
    (cell: Cell, index: number) => (
      <CandidateCard
        {...cell}
        type={shownType}
        name={`${label} ${numberOf.get(cell.candidate.candidateId) ?? index + 1} of ${title}`}
        mayEdit={mayEdit}
        eager={index < 6}
        tabbable={index === tabbableIndex}
        isMarked={marked.includes(cell.candidate.candidateId)}
        isMarking={marked.length > 0}
        verbs={verbs}
      />
    ),
    [shownType, label, title, numberOf, mayEdit, tabbableIndex, marked, verbs],
  );
  const cardHeightPx = useCallback(
    (widthPx: number) => (widthPx * ideal.height) / ideal.width + cardTextPx(isTouch),
    [ideal, isTouch],
  );

  function onFocus(event: FocusEvent) {
    const index = indexOfCard(event.target);
    if (index !== undefined) setCurrent(index);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    const index = indexOfCard(event.target);
    const candidate = index === undefined ? undefined : cells[index]?.candidate;
    if (candidate === undefined) return;
    const isCardItself = event.target instanceof Element && event.target.matches("[aria-keyshortcuts]");
    const run = keyVerb(event.key, { candidate, verbs, mayEdit, isCardItself });
    if (run === undefined) return;
    event.preventDefault();
    if (!event.repeat) run();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the cards inside, which are buttons, bubble to here.
    <div
      className="mt-4"
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => {
        // Firefox presses a button when the space bar is let go.
        if (event.key === " " && event.target instanceof Element && event.target.matches("[aria-keyshortcuts]"))
          event.preventDefault();
      }}
    >
      <VirtualGrid
        label={`Candidates: ${label}`}
        count={cells.length}
        itemAt={itemAt}
        itemKey={keyOf}
        renderItem={renderItem}
        renderPlaceholder={noPlaceholder}
        minCardWidthPx={columnPx(ideal)}
        gapPx={20}
        cardHeightPx={cardHeightPx}
      />
    </div>
  );
}

const noPlaceholder = () => null;

type KeyContext = { candidate: ShownCandidate; verbs: CandidateVerbs; mayEdit: boolean; isCardItself: boolean };

/** The space bar looks only where it would press the picture; on the other buttons of a card it presses those. */
function keyVerb(key: string, { candidate, verbs, mayEdit, isCardItself }: KeyContext): (() => void) | undefined {
  if (key === " ") return isCardItself ? () => verbs.look(candidate) : undefined;
  if (key === "c" || key === "C") return () => verbs.compare(candidate);
  if (key === "x" || key === "X") return () => verbs.mark(candidate);
  if ((key === "b" || key === "B") && mayEdit) return () => verbs.block(candidate, !candidate.isBlocked);
  return undefined;
}

/** Upright pictures stand narrow, wide ones need room, a banner takes the line. */
function columnPx({ width, height }: { width: number; height: number }): number {
  const aspect = width / height;
  if (aspect > 4) return 416;
  return aspect > 1.2 ? 256 : 152;
}
