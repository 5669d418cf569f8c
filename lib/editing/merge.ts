import type { FieldChange, Values } from "./kind.ts";
import { isStopgap } from "./stopgap.ts";
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
  /** Sources that cannot be asked now: what came from them stays against those that are trusted less. */
  silent?: ReadonlySet<string> | undefined;
  /** `keep`: what lay on disk at the first scan wins, and providers fill gaps. */
  existing: "keep" | "replace";
  /** What a person asked for with "refresh": fill gaps only, or let the providers win over everything unlocked. */
  mode?: "missing" | "replace" | undefined;
  /** Fields whose present value is about another title: it goes, also where nobody says anything. */
  forget?: ReadonlySet<string> | undefined;
};

/**
 * Decides field by field what sources may change. Pure, and the one rule for every kind of entity.
 * Locked: kept. Nobody says anything: kept. Found on disk in a library that keeps: kept. Else the first source in the
 * field's priority that says something wins; lists as wholes. A certification of another country than the library's stands
 * in only while nobody has one of its own. Facts nobody edits follow the sources. Nothing turns back and forth because a
 * source is down for a while. Only a value of another title is emptied where nobody says anything.
 */
export function planMerge(input: MergeInput): FieldChange[] {
  const { forget = new Set() } = input;
  const fields = new Set([...input.offers.flatMap(({ values }) => Object.keys(values)), ...forget]);
  return [...fields].flatMap((field): FieldChange[] => {
    const best = bestOffer(input, field);
    const oldValue = input.current[field];
    if (forget.has(field)) {
      if (sameValue(oldValue, best?.value) || input.locked.has(field)) return [];
      return [{ field, oldValue, newValue: best?.value ?? null, ...(best && { source: best.source }) }];
    }
    if (best === undefined || sameValue(oldValue, best.value) || isHeld(input, field)) return [];
    if (isOfSilent(input, field, best.source) || isLesser(input, field, best.value)) return [];
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

/**
 * The present value is the word of a source that counts more than this one, and only cannot be asked now. Facts that move
 * every day have no history: theirs may be of any.
 */
function isOfSilent({ current, sources, silent, priorityOf }: MergeInput, field: string, against: string): boolean {
  if (silent === undefined || silent.size === 0 || isEmpty(current[field])) return false;
  const order = priorityOf(field);
  const above = order.slice(0, order.includes(against) ? order.indexOf(against) : order.length);
  const from = sources.get(field);
  return from === undefined ? above.some((name) => silent.has(name)) : silent.has(from) && above.includes(from);
}

/** What stands in never replaces a proper value, whoever said that and whether they can still be asked. */
const isLesser = ({ current }: MergeInput, field: string, value: unknown): boolean =>
  isStopgap(field, value) && !isEmpty(current[field]) && !isStopgap(field, current[field]);

function bestOffer({ offers, priorityOf }: MergeInput, field: string): { source: string; value: unknown } | undefined {
  const order = priorityOf(field);
  const rankOf = (source: string) => (order.includes(source) ? order.indexOf(source) : order.length);
  const said = offers.filter(({ values }) => !isEmpty(values[field]));
  const isSecond = ({ values }: Offer) => Number(isStopgap(field, values[field]));
  const [best] = said.toSorted((a, b) => isSecond(a) - isSecond(b) || rankOf(a.source) - rankOf(b.source));
  return best && { source: best.source, value: best.values[field] };
}
