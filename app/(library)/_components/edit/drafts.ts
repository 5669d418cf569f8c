import type { FieldKind, FieldValue } from "#lib/editing/vocabulary.ts";

/** A value as a control holds it: text while somebody types, names of a list. */
export type Typed = string | readonly string[];
/** What a person typed, and what stood there when they began. */
export type Draft = { typed: Typed; seen: FieldValue };
/** By field. */
export type Drafts = Readonly<Record<string, Draft>>;

/** How a value stands in its control. */
export function typedOf(value: FieldValue, kind: FieldKind): Typed {
  if (kind === "list") return Array.isArray(value) ? value : [];
  return value === null ? "" : String(value);
}

const sameTyped = (a: Typed, b: Typed): boolean => JSON.stringify(a) === JSON.stringify(b);

const numberKinds: readonly FieldKind[] = ["year", "minutes", "rating"];

/** What is sent for a draft. A number that is none is sent as it was typed, and refused in words. */
export function sentOf(typed: Typed, kind: FieldKind): unknown {
  if (typeof typed !== "string") return [...typed];
  if (!numberKinds.includes(kind) || typed.trim() === "") return typed;
  const number = Number(typed.trim().replace(",", "."));
  return Number.isFinite(number) ? number : typed;
}

type Known = { field: string; kind: FieldKind; value: FieldValue };

/** The drafts after a person typed: back at what is saved there is none. */
export function withTyped(drafts: Drafts, { field, kind, value }: Known, typed: Typed): Drafts {
  const { [field]: before, ...others } = drafts;
  if (sameTyped(typed, typedOf(value, kind))) return others;
  return { ...others, [field]: { typed, seen: before ? before.seen : value } };
}

/** Only what still differs from what is saved: a change of somebody else may have made it the same. */
export function changedOf(drafts: Drafts, fields: readonly Known[]): Known[] {
  return fields.filter(({ field, kind, value }) => {
    const draft = drafts[field];
    return draft !== undefined && !sameTyped(draft.typed, typedOf(value, kind));
  });
}
