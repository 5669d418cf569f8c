"use client";

import { Columns2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import type { Comparison } from "./use-comparison.ts";

type CompareBarProps = { comparison: Comparison; candidates: readonly ShownCandidate[] };

/** What is marked, over the lower edge: two side by side, or one beside the chosen picture. */
export function CompareBar({ comparison, candidates }: CompareBarProps) {
  const { marked, chosen, compare, unmark } = comparison;
  const last = candidates.find(({ candidateId }) => candidateId === marked.at(-1));
  if (!last) return null;
  const isPair = marked.length === 2;
  const mayCompare = isPair || (chosen !== undefined && chosen.candidateId !== last.candidateId);
  return (
    <div className="sticky bottom-4 z-10 mx-auto mt-4 flex w-fit max-w-full flex-wrap items-center justify-center gap-2 rounded-xl border border-border bg-surface-1 py-2 pr-2 pl-4 shadow-float max-md:bottom-[calc(4.5rem+env(safe-area-inset-bottom))]">
      <p role="status" className="text-2 text-sm">
        {isPair ? "2 pictures marked" : "1 picture marked: mark another one"}
      </p>
      <Button variant="ghost" onClick={unmark}>
        Clear
      </Button>
      {mayCompare && (
        <Button onClick={() => compare(last)}>
          <Columns2 aria-hidden />
          {isPair ? "Compare" : "Compare with the chosen one"}
        </Button>
      )}
    </div>
  );
}
