"use client";

import { useState } from "react";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import type { Cell } from "./arrange-candidates.ts";

/** What is open in full size: one picture, or two. */
type Open = { kind: "look"; candidateId: number } | { kind: "pair"; leftId: number; rightId: number };

const most = 2;

/** Which pictures are marked to be compared, and what is open. By ids: what is known of them may change meanwhile. */
export function useComparison(candidates: readonly ShownCandidate[]) {
  const [marked, setMarked] = useState<readonly number[]>([]);
  const [open, setOpen] = useState<Open>();
  const present = marked.filter((id) => candidates.some(({ candidateId }) => candidateId === id));
  const chosen = candidates.find(({ isSelected, rank }) => isSelected && rank === 1);

  return {
    marked: present.length === marked.length ? marked : present,
    open,
    chosen,
    close: () => setOpen(undefined),
    /** From the one that is looked at to its neighbour in the grid. */
    step: (cells: readonly Cell[], step: 1 | -1) => {
      if (open?.kind !== "look") return;
      const index = cells.findIndex(({ candidate }) => candidate.candidateId === open.candidateId);
      const next = cells[index + step]?.candidate;
      if (next) setOpen({ kind: "look", candidateId: next.candidateId });
    },
    unmark: () => setMarked([]),
    look: ({ candidateId }: ShownCandidate) => setOpen({ kind: "look", candidateId }),
    /** A third takes the place of the first. */
    mark: ({ candidateId }: ShownCandidate) =>
      setMarked((before) =>
        before.includes(candidateId)
          ? before.filter((id) => id !== candidateId)
          : [...before, candidateId].slice(-most),
      ),
    /** The other one that is marked, or the one that is chosen, beside this one. Alone when there is none. */
    compare: ({ candidateId }: ShownCandidate) => {
      const other = present.find((id) => id !== candidateId) ?? chosen?.candidateId;
      if (other === undefined || other === candidateId) setOpen({ kind: "look", candidateId });
      else setOpen({ kind: "pair", leftId: other, rightId: candidateId });
    },
  };
}
export type Comparison = ReturnType<typeof useComparison>;
