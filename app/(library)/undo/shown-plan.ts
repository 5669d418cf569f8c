import type { UndoPlan } from "#lib/undo/plan-undo.ts";
import type { ChangeWords } from "../_components/change-words.ts";
import { wordsFor } from "../_components/words-for.ts";

/** A plan of undoing as its preview shows it, in words. */
export function shownPlan({ lines, ...plan }: UndoPlan) {
  return {
    ...plan,
    lines: lines.map(({ entityType, entityId, item, field, now, becomes, reason, locks }) => ({
      key: `${entityType} ${entityId} ${field} ${reason ?? ""} ${JSON.stringify(now)}`,
      item,
      label: wordsFor(entityType).labelOf(field),
      now: wordsFor(entityType).textOf(field, now),
      becomes: reason === undefined ? becomesOf(wordsFor(entityType), { field, now, becomes }) : null,
      reason: reason ?? null,
      locks: locks === true,
      opens: locks === false,
    })),
  };
}

const becomesOf = (words: ChangeWords, { field, now, becomes }: { field: string; now: unknown; becomes?: unknown }) =>
  words.differenceOf?.(field, now, becomes) ?? words.textOf(field, becomes);

export type ShownPlan = ReturnType<typeof shownPlan>;
