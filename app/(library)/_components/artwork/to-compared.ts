import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import type { Compared } from "./compare-dialog.tsx";
import type { Comparison } from "./use-comparison.ts";

type Known = {
  candidates: readonly ShownCandidate[];
  numberOf: ReadonlyMap<number, number>;
  label: string;
  title: string;
};

/** What is open, as it is now, with its part: the current picture and a new one, or two others. */
export function toCompared({ open }: Pick<Comparison, "open">, known: Known): Compared[] {
  if (!open) return [];
  const ids = open.kind === "look" ? [open.candidateId] : [open.leftId, open.rightId];
  const found = ids.flatMap((id) => known.candidates.find(({ candidateId }) => candidateId === id) ?? []);
  const hasCurrent = found.some(({ isSelected }) => isSelected);
  return found.map((candidate, index) => ({
    candidate,
    name: `${known.label} ${known.numberOf.get(candidate.candidateId) ?? ""} of ${known.title}`,
    role: roleOf(candidate, { index, isPair: found.length > 1, hasCurrent }),
  }));
}

function roleOf(
  { isSelected }: ShownCandidate,
  { index, isPair, hasCurrent }: { index: number; isPair: boolean; hasCurrent: boolean },
): string {
  if (isSelected) return "Current";
  if (!isPair) return "Offered";
  if (hasCurrent) return "New";
  return index === 0 ? "First" : "Second";
}
