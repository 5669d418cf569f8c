import { isEmpty, type MovieValues, sameValue } from "./fields.ts";
import { type EditableField, isEditableField, type MovieField } from "./vocabulary.ts";

export type FieldChange = { field: MovieField; oldValue: unknown; newValue: unknown };

/** Sources whose values are kept against providers where a library says `existing: keep`. */
export const keptSources: readonly string[] = ["nfo", "local"];

/** Values as a source says them. */
export type IncomingValues = { [F in keyof MovieValues]?: MovieValues[F] | null | undefined };

export type MergeInput = {
  current: MovieValues;
  locked: ReadonlySet<EditableField>;
  /** Which source each present value came from. */
  sources: ReadonlyMap<string, string>;
  /** What a source says. An absent or empty value says nothing. */
  incoming: IncomingValues;
  /** `keep`: what lay on disk at the first scan wins, and providers fill gaps. */
  existing: "keep" | "replace";
  /** What a person asked for with "refresh": fill gaps only, or let the provider win over everything unlocked. */
  mode?: "missing" | "replace" | undefined;
};

/**
 * Decides field by field what a source may change. Pure.
 * Locked: kept. Said nothing: kept. Found on disk in a library that keeps: kept. Else the incoming value wins; lists as wholes.
 * Facts nobody edits follow the source.
 */
export function planMerge({ current, locked, sources, incoming, existing, mode }: MergeInput): FieldChange[] {
  return fieldsOf(incoming).flatMap((field) => {
    const [oldValue, newValue] = [current[field], incoming[field]];
    if (isEmpty(newValue) || sameValue(oldValue, newValue)) return [];
    if (isEditableField(field)) {
      if (locked.has(field)) return [];
      if (mode === "missing" && !isEmpty(oldValue)) return [];
      const isKept = existing === "keep" && mode !== "replace" && keptSources.includes(sources.get(field) ?? "");
      if (isKept && !isEmpty(oldValue)) return [];
    }
    return [{ field, oldValue, newValue }];
  });
}

function fieldsOf(incoming: IncomingValues): MovieField[] {
  return Object.keys(incoming).filter((field): field is keyof MovieValues => field in incoming);
}
