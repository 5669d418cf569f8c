import { and, desc, eq, gte, inArray, lt, max, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fieldChanges, itemEvents, jobs, users } from "#db/schema/index.ts";
import { isInTheWay, isStanding, isTakenBack, takesBack } from "./decisions.ts";
import { nameParts } from "./name-parts.ts";
import { eventKindsOf, partOfField } from "./parts.ts";
import { type DecisionTarget, type ItemScope, inScope, type RedoTarget, type UndoTarget } from "./target.ts";
import { isRedoable, isReversible } from "./undoers.ts";
import { isRedoBatch, type TimelinePart, timelinePartNames } from "./vocabulary.ts";

type Entry = {
  key: string;
  at: Date;
  part: TimelinePart;
  /** The person, if it was one. */
  username: string | null;
  /** `label` null: the job is no longer in the history. */
  job: { jobId: number; type: string | null } | null;
};

/** Something that happened, in a sentence. */
export type EventEntry = Entry & {
  type: "event";
  kind: (typeof itemEvents.$inferSelect)["kind"];
  summary: string;
  /** True when it takes an earlier decision back. */
  isUndo: boolean;
  /** True for a decision that was taken back. */
  isUndone: boolean;
  /** How to take it back; null when that cannot be done, or a later decision stands in the way. */
  target: DecisionTarget | null;
};

/** One field of what was changed together. */
export type ChangedField = {
  changeId: number;
  field: string;
  /** The season or episode it is of; null for the item itself. */
  of: string | null;
  oldValue: unknown;
  newValue: unknown;
  source: string;
  isUndone: boolean;
};

/** What was changed together: by one job, one command, or in one moment. */
export type ChangesEntry = Entry & {
  type: "changes";
  /** All of them, and the first to be shown. */
  count: number;
  fields: ChangedField[];
  /** Seasons and episodes among what was changed, and the item itself. */
  items: number;
  /** True when the entry takes something back itself. */
  isUndo: boolean;
  /** True when it brought back what was taken back before. */
  isRedo: boolean;
  /** True when all of it that can be was taken back. */
  isUndone: boolean;
  /** How to take it back, or to bring back what it took; null when nothing of it can be. */
  target: UndoTarget | RedoTarget | null;
};

export type TimelineEntry = EventEntry | ChangesEntry;

/** Where a page ended, in both tables. Null: at the newest. */
export type TimelinePosition = { changeId: number | null; eventId: number | null };

type TimelineOf = { scope: ItemScope; part?: TimelinePart | undefined; before?: TimelinePosition; limit?: number };

/**
 * What happened to a film, or to a series with its seasons and episodes, newest first: changes of fields that were made
 * together as one entry, and events.
 */
export async function listTimeline(
  db: Db,
  { scope, part, before = { changeId: null, eventId: null }, limit = 30 }: TimelineOf,
): Promise<{ entries: TimelineEntry[]; next: TimelinePosition | null }> {
  const [groups, events] = await Promise.all([
    listGroups(db, { scope, part, before: before.changeId, limit: limit + 1 }),
    listEvents(db, { scope, part, before: before.eventId, limit: limit + 1 }),
  ]);
  const merged = mergeByTime(groups, events);
  const page = merged.slice(0, limit);
  const shownGroups = page.flatMap((one) => ("group" in one ? [one.group] : []));
  const shownEvents = page.flatMap((one) => ("event" in one ? [one.event] : []));
  const [fieldsOf, mayGoBack, jobTypes] = await Promise.all([
    listFields(db, scope, shownGroups),
    listLastDecisions(db, scope, shownEvents),
    listJobTypes(db, [...shownGroups, ...shownEvents]),
  ]);
  const jobOf = ({ jobId }: { jobId: number | null }) =>
    jobId === null ? null : { jobId, type: jobTypes.get(jobId) ?? null };
  const entries = page.map((one): TimelineEntry => {
    if ("group" in one) return toChanges(one.group, scope, { fields: fieldsOf(one.group), job: jobOf(one.group) });
    const { eventId, kind, summary, happenedAt, username } = one.event;
    const target = mayGoBack.has(eventId) ? { eventId } : null;
    const found = timelinePartNames.find((name) => eventKindsOf[name].includes(kind)) ?? "changes";
    return {
      type: "event",
      key: `e${eventId}`,
      at: happenedAt,
      part: found,
      username,
      job: jobOf(one.event),
      kind,
      summary,
      isUndo: takesBack(one.event),
      isUndone: isTakenBack(one.event),
      target,
    };
  });
  const next = {
    changeId: shownGroups.at(-1)?.lastId ?? before.changeId,
    eventId: shownEvents.at(-1)?.eventId ?? before.eventId,
  };
  return { entries, next: merged.length > limit ? next : null };
}

/** Those of these decisions that can be taken back: no later one of the same item stands in the way. */
async function listLastDecisions(db: Db, scope: ItemScope, shown: readonly EventRow[]): Promise<Set<number>> {
  const decisions = shown.filter(isStanding);
  const oldest = Math.min(...decisions.map(({ eventId }) => eventId));
  if (decisions.length === 0) return new Set();
  const rows = await db
    .select({ eventId: itemEvents.id, kind: itemEvents.kind, detail: itemEvents.detail })
    .from(itemEvents)
    .where(and(inScope(db, scope, itemEvents), eq(itemEvents.kind, "match"), gte(itemEvents.id, oldest)));
  const last = Math.max(...rows.filter(isInTheWay).map(({ eventId }) => eventId));
  return new Set(decisions.flatMap(({ eventId }) => (eventId === last ? [eventId] : [])));
}

type EventRow = Awaited<ReturnType<typeof listEvents>>[number];
type Merged = { group: Group } | { event: EventRow };

/**
 * Both lists by time, each in its own order: a page must not pass over what comes after it there. An event of the same
 * moment tells of the changes, and stands above them.
 */
function mergeByTime(groups: readonly Group[], events: readonly EventRow[]): Merged[] {
  const merged: Merged[] = [];
  let [at, next] = [0, 0];
  while (at < groups.length || next < events.length) {
    const [group, event] = [groups[at], events[next]];
    if (group && (!event || group.at > event.happenedAt)) {
      merged.push({ group });
      at += 1;
    } else if (event) {
      merged.push({ event });
      next += 1;
    }
  }
  return merged;
}

type PageOf = { scope: ItemScope; part: TimelinePart | undefined; before: number | null; limit: number };

function listEvents(db: Db, { scope, part, before, limit }: PageOf) {
  return db
    .select({
      eventId: itemEvents.id,
      kind: itemEvents.kind,
      summary: itemEvents.summary,
      detail: itemEvents.detail,
      happenedAt: itemEvents.happenedAt,
      jobId: itemEvents.jobId,
      username: users.username,
    })
    .from(itemEvents)
    .leftJoin(users, eq(users.id, itemEvents.userId))
    .where(
      and(
        inScope(db, scope, itemEvents),
        part === undefined ? undefined : inArray(itemEvents.kind, [...eventKindsOf[part]]),
        before === null ? undefined : lt(itemEvents.id, before),
      ),
    )
    .orderBy(desc(itemEvents.id))
    .limit(limit);
}

/** Changes with what puts them together: their command, their job, or their moment. */
function keyed(db: Db, scope: ItemScope) {
  return db
    .select({
      id: fieldChanges.id,
      entityType: fieldChanges.entityType,
      entityId: fieldChanges.entityId,
      field: fieldChanges.field,
      jobId: fieldChanges.jobId,
      batch: fieldChanges.batch,
      userId: fieldChanges.userId,
      changedAt: fieldChanges.changedAt,
      undoneAt: fieldChanges.undoneAt,
      isUndo: sql<number>`case when ${fieldChanges.undoOf} is null then 0 else 1 end`.as("is_undo"),
      part: partOfField().as("part"),
      together: sql<string>`case
        when ${fieldChanges.batch} is not null then 'b' || ${fieldChanges.batch}
        when ${fieldChanges.jobId} is not null then 'j' || cast(${fieldChanges.jobId} as text)
        else 't' || cast(${fieldChanges.changedAt} as text) end`.as("together"),
    })
    .from(fieldChanges)
    .where(inScope(db, scope, fieldChanges))
    .as("keyed");
}

type Group = {
  together: string;
  part: TimelinePart;
  isUndo: number;
  count: number;
  items: number;
  undone: number;
  lastId: number;
  at: Date;
  jobId: number | null;
  batch: string | null;
  username: string | null;
};

async function listGroups(db: Db, { scope, part, before, limit }: PageOf): Promise<Group[]> {
  const changes = keyed(db, scope);
  const groups = db
    .select({
      together: changes.together,
      part: changes.part,
      isUndo: changes.isUndo,
      count: sql<number>`count(*)`.mapWith(Number).as("count"),
      items: sql<number>`count(distinct ${changes.entityType} || cast(${changes.entityId} as text))`
        .mapWith(Number)
        .as("items"),
      undone: sql<number>`count(${changes.undoneAt})`.mapWith(Number).as("undone"),
      lastId: max(changes.id).as("last_id"),
      jobId: max(changes.jobId).as("job"),
      batch: max(changes.batch).as("command"),
      userId: max(changes.userId).as("person"),
    })
    .from(changes)
    .where(part === undefined ? undefined : eq(changes.part, part))
    .groupBy(changes.together, changes.part, changes.isUndo)
    .having(before === null ? undefined : sql`max(${changes.id}) < ${before}`)
    .as("groups");
  const rows = await db
    .select({
      together: groups.together,
      part: groups.part,
      isUndo: groups.isUndo,
      count: groups.count,
      items: groups.items,
      undone: groups.undone,
      lastId: groups.lastId,
      jobId: groups.jobId,
      batch: groups.batch,
      username: users.username,
      at: fieldChanges.changedAt,
    })
    .from(groups)
    .innerJoin(fieldChanges, eq(fieldChanges.id, groups.lastId))
    .leftJoin(users, eq(users.id, groups.userId))
    .orderBy(desc(groups.lastId))
    .limit(limit);
  return rows.map(({ lastId, ...row }) => ({ ...row, lastId: lastId ?? 0 }));
}

/** Fields shown of one entry: more than any form has. */
const fieldsShown = 100;

const groupKey = ({ together, part, isUndo }: Pick<Group, "together" | "part" | "isUndo">) =>
  `${together} ${part} ${isUndo}`;

async function listFields(db: Db, scope: ItemScope, groups: readonly Group[]) {
  if (groups.length === 0) return () => [];
  const changes = keyed(db, scope);
  const wanted = groups.map(({ together }) => together);
  const ranked = db
    .select({
      id: changes.id,
      together: changes.together,
      part: changes.part,
      isUndo: changes.isUndo,
      place:
        sql<number>`row_number() over (partition by ${changes.together}, ${changes.part}, ${changes.isUndo} order by ${changes.id})`
          .mapWith(Number)
          .as("place"),
    })
    .from(changes)
    .where(inArray(changes.together, wanted))
    .as("ranked");
  const rows = await db
    .select({
      together: ranked.together,
      part: ranked.part,
      isUndo: ranked.isUndo,
      changeId: fieldChanges.id,
      entityType: fieldChanges.entityType,
      entityId: fieldChanges.entityId,
      field: fieldChanges.field,
      oldValue: fieldChanges.oldValue,
      newValue: fieldChanges.newValue,
      source: fieldChanges.source,
      undoneAt: fieldChanges.undoneAt,
    })
    .from(ranked)
    .innerJoin(fieldChanges, eq(fieldChanges.id, ranked.id))
    .where(sql`${ranked.place} <= ${fieldsShown}`)
    .orderBy(ranked.id);
  const nameOf = await nameParts(db, rows);
  const byGroup = Map.groupBy(rows, groupKey);
  return (group: Group) =>
    (byGroup.get(groupKey(group)) ?? []).map(({ changeId, entityType, entityId, undoneAt, ...row }) => ({
      ...{ changeId, field: row.field, oldValue: row.oldValue, newValue: row.newValue, source: row.source },
      of: nameOf({ entityType, entityId }),
      isUndone: undoneAt !== null,
      // What takes something back is a change too, and the way back from it is another one.
      isReversible: (Number(row.isUndo) === 1 ? isRedoable : isReversible)({ entityType, field: row.field }),
    }));
}

type ReadField = ChangedField & { isReversible: boolean };
const mayTakeBack = ({ isUndone, isReversible: is }: ReadField): boolean => is && !isUndone;

function toChanges(
  group: Group,
  scope: ItemScope,
  { fields, job }: { fields: readonly ReadField[]; job: Entry["job"] },
): ChangesEntry {
  const { count, items, undone, at, part, username, lastId } = group;
  const isUndo = Number(group.isUndo) === 1;
  return {
    ...{ type: "changes", key: `c${lastId}`, at, part, username, job, count, items, isUndo },
    isRedo: isRedoBatch(group.batch),
    fields: fields.map(({ isReversible: _is, ...field }) => field),
    isUndone: undone > 0 && fields.every((field) => field.isUndone || !field.isReversible),
    target: fields.some(mayTakeBack) ? targetOf(group, scope, fields) : null,
  };
}

function targetOf(
  { batch, jobId, part, isUndo, lastId }: Group,
  of: ItemScope,
  fields: readonly ReadField[],
): UndoTarget | RedoTarget {
  if (Number(isUndo) === 1) return { redoOf: lastId, of, part };
  if (batch !== null) return { batch, of, part };
  if (jobId !== null) return { jobId, of, part };
  return { changeIds: fields.filter(mayTakeBack).map(({ changeId }) => changeId) };
}

async function listJobTypes(db: Db, entries: readonly { jobId: number | null }[]): Promise<Map<number, string>> {
  const ids = [...new Set(entries.flatMap(({ jobId }) => jobId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await db.select({ jobId: jobs.id, type: jobs.type }).from(jobs).where(inArray(jobs.id, ids));
  return new Map(rows.map(({ jobId, type }) => [jobId, type]));
}
