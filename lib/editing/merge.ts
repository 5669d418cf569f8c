import type { FieldChange, Values } from "./kind.ts";
import { isEmpty, sameValue } from "./values.ts";

/** Sources whose values are kept against providers where a library says `existing: keep`. */
export const keptSources: readonly string[] = ["nfo", "local"];

/** What one source says. An absent or empty value says nothing. */
export type Offer = { source: string; values: Values };

export type MergeInput = {
  current: Values;
  /** Fields that are locked. */
  locked: ReadonlySet<string>;
  /** False for facts that nobody edits: they follow the providers. */
  isEditable(field: string): boolean;
  /** Which source each present value came from. */
  sources: ReadonlyMap<string, string>;
  offers: readonly Offer[];
  /** Sources from most to least trusted for a field. One that is not named comes after those that are, in the order of the offers. */
  priorityOf(field: string): readonly string[];
  /** `keep`: what lay on disk at the first scan wins, and providers fill gaps. */
  existing: "keep" | "replace";
  /** What a person asked for with "refresh": fill gaps only, or let the providers win over everything unlocked. */
  mode?: "missing" | "replace" | undefined;
};

/**
 * Decides field by field what sources may change. Pure, and the one rule for every kind of entity.
 * Locked: kept. Nobody says anything: kept. Found on disk in a library that keeps: kept. Else the first source in the
 * field's priority that says something wins; lists as wholes. Facts nobody edits follow the sources.
 */
export function planMerge(input: MergeInput): FieldChange[] {
  const fields = new Set(input.offers.flatMap(({ values }) => Object.keys(values)));
  return [...fields].flatMap((field) => {
    const best = bestOffer(input, field);
    const oldValue = input.current[field];
    if (best === undefined || sameValue(oldValue, best.value) || isHeld(input, field)) return [];
    return [{ field, oldValue, newValue: best.value, source: best.source }];
  });
}

function isHeld({ current, locked, isEditable, sources, existing, mode }: MergeInput, field: string): boolean {
  if (!isEditable(field)) return false;
  if (locked.has(field)) return true;
  if (isEmpty(current[field])) return false;
  return (
    mode === "missing" || (existing === "keep" && mode !== "replace" && keptSources.includes(sources.get(field) ?? ""))
  );
}

function bestOffer({ offers, priorityOf }: MergeInput, field: string): { source: string; value: unknown } | undefined {
  const order = priorityOf(field);
  const rankOf = (source: string) => (order.includes(source) ? order.indexOf(source) : order.length);
  const said = offers.filter(({ values }) => !isEmpty(values[field]));
  const [best] = said.toSorted((a, b) => rankOf(a.source) - rankOf(b.source));
  return best && { source: best.source, value: best.values[field] };
}
