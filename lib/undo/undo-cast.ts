import { inChunks } from "#lib/chunks.ts";
import { isAppError } from "#lib/errors.ts";
import { castTables, type PresentCredit } from "#lib/people/cast-tables.ts";
import { undoCastChange } from "#lib/people/edit-cast.ts";
import { isKept } from "#lib/people/kept-cast.ts";
import { inOrder } from "#lib/people/read-cast.ts";
import type { OwnUndoer } from "./undoers.ts";

/** Casts that a person edited, or that a provider gave. */
export const castUndoer: OwnUndoer = {
  entityTypes: ["movie", "series"],
  handles: (field) => field === "cast",
  labelOf: () => "Cast",
  async listNow(db, { entityType, entityIds }) {
    const { read } = castTables[entityType === "movie" ? "movie" : "series"];
    const credits = Map.groupBy(await inChunks(entityIds, (chunk) => read(db, chunk)), ({ ownerId }) => ownerId);
    const told = ({ name, actorId, role, removed }: PresentCredit) => ({ name, actorId, role, removed });
    return new Map(entityIds.map((id) => [id, inOrder(credits.get(id) ?? []).map(told)]));
  },
  lockOf: ({ source }) => (source === "user" ? undefined : { column: "actorsOrderLocked", locked: true }),
  async undo(tx, { change, userId, jobId, isOther }) {
    if (!isKept(change)) return false;
    try {
      await undoCastChange(tx, { changeId: change.id, userId, jobId, isOther });
      return true;
    } catch (error) {
      // It looks before it writes: nothing was written when it says that the cast changed since.
      if (isAppError(error, "conflict")) return false;
      throw error;
    }
  },
};
