import { labelOfSource } from "#lib/editing/vocabulary.ts";
import { labelOfJob } from "#lib/jobs/vocabulary.ts";
import type { ChangesEntry, TimelineEntry } from "#lib/undo/list-timeline.ts";
import type { DecisionTarget, UndoTarget } from "#lib/undo/target.ts";
import type { TimelinePart } from "#lib/undo/vocabulary.ts";
import { labelOfChange, pathFields, wordsOf } from "./change-words.ts";

export type ShownField = {
  changeId: number;
  label: string;
  /** Null for a first reading. */
  before: string | null;
  after: string;
  source: string;
  isUndone: boolean;
};

/** An entry of a timeline in words. */
export type ShownEntry = {
  key: string;
  part: TimelinePart;
  title: string;
  at: Date;
  /** Who or what did it. */
  by: string;
  job: { label: string; href: string | null } | null;
  isUndo: boolean;
  isUndone: boolean;
  fields: ShownField[];
  /** Fields that are not shown. */
  more: number;
  target: UndoTarget | DecisionTarget | null;
};

/** Entries as a person may see them: viewers see no places on disk and take nothing back. */
export function shownEntry(entry: TimelineEntry, { mayEdit }: { mayEdit: boolean }): ShownEntry {
  const { key, at, part, username } = entry;
  const job = entry.job && {
    label: entry.job.type === null ? `Job ${entry.job.jobId}` : `${labelOfJob(entry.job.type)}, job ${entry.job.jobId}`,
    href: entry.job.type === null ? null : `/activity/${entry.job.jobId}`,
  };
  if (entry.type === "event") {
    const { summary: title, isUndo, isUndone } = entry;
    const target = mayEdit ? entry.target : null;
    return { key, part, title, at, by: username ?? "Metarr", job, isUndo, isUndone, fields: [], more: 0, target };
  }
  const fields = entry.fields.filter(({ field }) => mayEdit || !pathFields.includes(field));
  const { isUndo, isUndone, count } = entry;
  return {
    ...{ key, part, at, job, isUndo, isUndone },
    title: titleOf(entry),
    by: username ?? sourcesOf(entry),
    fields: fields.map((change) => {
      const { label, ...values } = wordsOf(change);
      const { changeId, of, source, isUndone: isFieldUndone } = change;
      return {
        ...{ changeId, ...values, source: labelOfSource(source), isUndone: isFieldUndone },
        label: of === null ? label : `${of}: ${label}`,
      };
    }),
    more: count - entry.fields.length,
    target: mayEdit ? entry.target : null,
  };
}

const sourcesOf = ({ fields }: ChangesEntry): string =>
  [...new Set(fields.map(({ source }) => labelOfSource(source)))].join(", ");

/** Up to this many fields are named, more are counted. */
const namedFields = 3;

function titleOf(entry: ChangesEntry): string {
  const { part, fields, isUndo, count, items } = entry;
  const labels = [...new Set(fields.map(({ field }) => labelOfChange(field)))];
  const what = count <= namedFields ? labels.join(", ") : `${count.toLocaleString("en")} fields`;
  if (isUndo) return `Taken back: ${what}`;
  if (part === "scan")
    return fields.some(({ field }) => field === "*") ? "Found, and read for the first time" : "Moved on the disk";
  if (part === "artwork") return `Artwork chosen: ${labels.join(", ")}`;
  if (part === "match") return `Identity: ${labels.join(", ")}`;
  return items > 1 ? `${what} of ${items.toLocaleString("en")} items` : what;
}
