import type { Db, Tx } from "#db/client.ts";
import { collectionKind } from "#lib/collections/kind.ts";
import type { EntityKind, Loaded } from "#lib/editing/kind.ts";
import { mayRedo } from "#lib/editing/redo-rules.ts";
import { type HistoryEntry, mayTakeBack, type UndoStep } from "#lib/editing/undo-rules.ts";
import { movieKind } from "#lib/movies/kind.ts";
import { actorKind } from "#lib/people/actor-kind.ts";
import { crewKind } from "#lib/people/crew-kind.ts";
import { episodeKind } from "#lib/series/episode-kind.ts";
import { seasonKind } from "#lib/series/season-kind.ts";
import { seriesKind } from "#lib/series/series-kind.ts";
import { artworkUndoer } from "./undo-artwork.ts";
import { castUndoer } from "./undo-cast.ts";
import { peopleUndoer } from "./undo-people.ts";
import { setUndoer } from "./undo-sets.ts";
import { trailerUndoer } from "./undo-trailer.ts";

/**
 * How fields are taken back that no kind writes: pictures, and what people and sets record. To add one, give it a line in
 * `ownUndoers`.
 */
export type OwnUndoer = {
  /** The types of entities whose fields it knows. */
  entityTypes: readonly string[];
  handles(field: string): boolean;
  /** True where a change may be taken back although a later one of the field stands. */
  standsAlone?: boolean;
  labelOf(field: string): string;
  /**
   * The values that entities of one type have now, by entity, to be shown where a change stays. Without it what the change
   * had set is shown.
   */
  listNow?(db: Db, params: { entityType: string; entityIds: number[] }): Promise<ReadonlyMap<number, unknown>>;
  /** The lock that taking a change back brings, for the preview. */
  lockOf?(change: HistoryEntry): UndoStep["lock"];
  /**
   * Takes one change back and records that. False when it was changed again since, and nothing was written. `isOther`: the
   * same undo makes it another title.
   */
  undo(
    tx: Tx,
    params: { change: HistoryEntry; userId: number | null; jobId: number | null; isOther: boolean },
  ): Promise<boolean>;
};

const ownUndoers: readonly OwnUndoer[] = [artworkUndoer, castUndoer, peopleUndoer, setUndoer, trailerUndoer];

/** Who takes a field of such an entity back; undefined when its kind does, or nobody. */
export const findOwnUndoer = (entityType: string, field: string): OwnUndoer | undefined =>
  ownUndoers.find((undoer) => undoer.entityTypes.includes(entityType) && undoer.handles(field));

/** Runs `work` with the kind of a type of entity; undefined for one that has none. */
export function withKind<T>(entityType: string, work: <L extends Loaded>(kind: EntityKind<L>) => T): T | undefined {
  if (entityType === "movie") return work(movieKind);
  if (entityType === "series") return work(seriesKind);
  if (entityType === "season") return work(seasonKind);
  if (entityType === "episode") return work(episodeKind);
  if (entityType === "collection") return work(collectionKind);
  if (entityType === "actor") return work(actorKind);
  if (entityType === "crew") return work(crewKind);
  return undefined;
}

/** Whether what a taking back took of such a field can be brought back by itself. */
export function isRedoable({ entityType, field }: Pick<HistoryEntry, "entityType" | "field">): boolean {
  if (findOwnUndoer(entityType, field)) return false;
  return withKind(entityType, (kind) => mayRedo(kind, field)) ?? false;
}

/** Whether an entry of the history can be taken back at all. */
export function isReversible({ entityType, field }: Pick<HistoryEntry, "entityType" | "field">): boolean {
  if (findOwnUndoer(entityType, field)) return true;
  return withKind(entityType, (kind) => mayTakeBack(kind, { field, undoOf: null })) ?? false;
}
