import type { Db, Tx } from "#db/client.ts";
import type { fieldChanges } from "#db/schema/index.ts";

/** What has a history of its own. */
export type EntityType = "movie" | "series" | "season" | "episode" | "collection" | "actor" | "crew";

/** Values under the names of the fields. */
export type Values = Readonly<Record<string, unknown>>;

/** One change of one field. */
export type FieldChange<F extends string = string> = {
  field: F;
  oldValue: unknown;
  newValue: unknown;
  /** Who says so, where that is another than the author of all changes made together. */
  source?: string;
  /** The same for the person; null where it is nobody's. */
  userId?: number | null;
  /** The change this one takes back. */
  undoOf?: number;
};

/** A change as its history keeps it. */
export type RecordedChange = Pick<
  typeof fieldChanges.$inferSelect,
  "id" | "entityId" | "field" | "oldValue" | "newValue" | "source"
>;

/** Who or what changes an entity, for its history. */
export type ChangeAuthor = {
  /** user, nfo, filename, local, or a provider's name. */
  source: string;
  userId?: number | null;
  jobId?: number | null;
  /** The change this one takes back. */
  undoOf?: number;
  /** The same for all that one command changed. */
  batch?: string | null;
};

/** An entity as the rules need it. */
export type Loaded = {
  entityId: number;
  /** As people call it: a title. */
  name: string;
  version: number;
  values: Values;
  /** True for a lock column that is set. */
  isLocked(lock: string): boolean;
};

/** What one entity is to be given. `columns` are set beside the values: locks, ids of what was linked, moments. */
export type Write<L extends Loaded = Loaded> = {
  entity: L;
  changes: readonly FieldChange[];
  columns?: Readonly<Record<string, unknown>>;
};

/**
 * How one kind of entity is read and written, so that editing, merging and undoing are the same for all. Its `write` is
 * the one way its values change: row, everything derived from it, lists, history, version.
 */
export type EntityKind<L extends Loaded = Loaded> = {
  entityType: EntityType;
  labelOf(field: string): string;
  /** The column that locks a field a person may edit; undefined for every other field. */
  lockOf(field: string): string | undefined;
  /** False for a lock that lockOf() names and no column keeps. */
  isKept?(lock: string): boolean;
  /** True for a field whose change can be taken back: those a person may edit, and ids. */
  isReversible(field: string): boolean;
  /** Those that are there. */
  list(db: Db, entityIds: readonly number[]): Promise<L[]>;
  /** True when the entity has this value of a field still, although it is written otherwise by now. */
  isStill?(db: Db, entity: L, change: Pick<FieldChange, "field" | "newValue">): Promise<boolean>;
  /** Changes among these that cannot be taken back as things are, by id, each with the reason for people. */
  whyFixed?(db: Db, changes: readonly RecordedChange[]): Promise<ReadonlyMap<number, string>>;
  write(tx: Tx, writes: readonly Write<L>[], author: ChangeAuthor): Promise<void>;
};
