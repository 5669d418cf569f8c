import { labelOfSource } from "#lib/editing/vocabulary.ts";
import { isLockField } from "#lib/editing/write-locks.ts";
import { labelOfJob } from "#lib/jobs/vocabulary.ts";
import { trailerField } from "#lib/trailers/vocabulary.ts";
import type { ChangedField, ChangesEntry, TimelineEntry } from "#lib/undo/list-timeline.ts";
import type { DecisionTarget, RedoTarget, UndoTarget } from "#lib/undo/target.ts";
import { redoByHand, type TimelinePart } from "#lib/undo/vocabulary.ts";
import { type ChangeWords, fieldWords, pathFields } from "./change-words.ts";

export type ShownField = {
  changeId: number;
  label: string;
  /** Null for a first reading. */
  before: string | null;
  after: string;
  source: string;
  /** Portraits by their SHA-256, where the values are some. */
  pictures: { before: string | null; after: string | null } | null;
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
  isUndone: boolean;
  /** True when it takes something back itself. */
  isUndo: boolean;
  fields: ShownField[];
  /** Fields that are not shown. */
  more: number;
  target: UndoTarget | RedoTarget | DecisionTarget | null;
  /** Why it cannot be taken back, or brought back, for those who might. */
  reason: string | null;
};

type Shown = {
  mayEdit: boolean;
  words?: ChangeWords;
  /** Changes that cannot be taken back as things are, and why. */
  fixed?: ReadonlyMap<number, string>;
};

/** Entries as a person may see them: viewers see no places on disk and take nothing back. */
export function shownEntry(
  entry: TimelineEntry,
  { mayEdit, words = fieldWords, fixed = new Map() }: Shown,
): ShownEntry {
  const { key, at, part, username } = entry;
  const job = entry.job && {
    label: entry.job.type === null ? `Job ${entry.job.jobId}` : `${labelOfJob(entry.job.type)}, job ${entry.job.jobId}`,
    href: entry.job.type === null ? null : `/activity/${entry.job.jobId}`,
  };
  if (entry.type === "event") {
    const { summary: title, isUndone } = entry;
    const target = mayEdit ? entry.target : null;
    const nothing = { fields: [], more: 0, reason: null };
    return { key, part, title, at, by: username ?? "Metarr", job, isUndone, isUndo: false, target, ...nothing };
  }
  const fields = entry.fields.filter(({ field }) => mayEdit || !pathFields.includes(field));
  const { isUndo, isRedo, isUndone, count } = entry;
  const [first] = fields;
  // What is one sentence is its own title, and has nothing to open.
  const sentence = first && count === 1 ? sentenceOf(first, words, { isUndo, isRedo }) : undefined;
  const open = fields.filter(({ isUndone: isFieldUndone }) => !isFieldUndone);
  const reasons = open.map(({ changeId }) => fixed.get(changeId));
  const isFixed = reasons.length > 0 && reasons.every((reason) => reason !== undefined);
  return {
    ...{ key, part, at, job, isUndone, isUndo },
    title: sentence ?? titleOf(entry, words),
    by: [username, sourcesOf(entry, username !== null)].filter((name) => name).join(" · "),
    fields: (sentence === undefined ? fields : []).map((change) => {
      const { before, after } = words.wordsOf({ ...change, isUndo });
      const { changeId, field, oldValue, newValue, of, source, isUndone: isFieldUndone } = change;
      const label = words.labelOf(field);
      return {
        ...{ changeId, before, after, source: labelOfSource(source), isUndone: isFieldUndone },
        pictures: field === "portrait" ? { before: hashOf(oldValue), after: hashOf(newValue) } : null,
        label: of === null ? label : `${of}: ${label}`,
      };
    }),
    more: count - entry.fields.length,
    target: mayEdit && !isFixed ? entry.target : null,
    reason: (mayEdit && ((isFixed && reasons[0]) || (isUndo && !isUndone && !entry.target && redoByHand))) || null,
  };
}

/** Longer ones open on a press. */
const sentenceMaxChars = 100;

/** A change that one sentence tells; undefined for one that is told by what was and what is. */
function sentenceOf(
  change: ChangedField,
  words: ChangeWords,
  { isUndo, isRedo }: Pick<ChangesEntry, "isUndo" | "isRedo">,
): string | undefined {
  const { field, oldValue, newValue } = change;
  const { isSentence, after } = words.wordsOf({ ...change, isUndo });
  if (isSentence) return after;
  const difference = words.differenceOf?.(field, oldValue, newValue);
  if (difference === undefined || difference.length > sentenceMaxChars) return undefined;
  return `${isUndo ? "Taken back: " : isRedo ? "Brought back: " : ""}${words.labelOf(field)} · ${difference}`;
}

const hashOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Where the values came from. That somebody typed them goes without saying where their name stands. */
function sourcesOf({ fields }: ChangesEntry, isNamed: boolean): string {
  const sources = [...new Set(fields.map(({ source }) => source))];
  return sources.flatMap((source) => (isNamed && source === "user" ? [] : labelOfSource(source))).join(", ");
}

/** Up to this many fields are named, more are counted. */
const namedFields = 3;

function titleOf(entry: ChangesEntry, words: ChangeWords): string {
  const { part, isUndo, isRedo, items } = entry;
  // The locks of what was brought back go without saying.
  const values = isRedo ? entry.fields.filter(({ field }) => !isLockField(field)) : [];
  const fields = values.length > 0 ? values : entry.fields;
  const count = entry.count - (entry.fields.length - fields.length);
  const labels = [...new Set(fields.map(({ field }) => words.labelOf(field)))];
  const what = count <= namedFields ? labels.join(", ") : `${count.toLocaleString("en")} fields`;
  if (isUndo) return `Taken back: ${what}`;
  if (isRedo) return `Brought back: ${what}`;
  if (part === "scan")
    return fields.some(({ field }) => field === "*") ? "Found, and read for the first time" : "Moved on the disk";
  if (part === "artwork") {
    const isTrailer = fields.every(({ field }) => field === trailerField);
    return isTrailer ? "Trailer chosen" : `Artwork chosen: ${labels.join(", ")}`;
  }
  if (part === "match") return `Identity: ${labels.join(", ")}`;
  return items > 1 ? `${what} of ${items.toLocaleString("en")} items` : what;
}

/** The changes that entries show, so that one can ask which of them cannot be taken back. */
export const changeIdsOf = (entries: readonly TimelineEntry[]): number[] =>
  entries.flatMap((entry) => (entry.type === "changes" ? entry.fields.map(({ changeId }) => changeId) : []));
