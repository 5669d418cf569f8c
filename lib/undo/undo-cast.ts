import { isAppError } from "#lib/errors.ts";
import { undoCastChange } from "#lib/people/edit-cast.ts";
import { isKept } from "#lib/people/kept-cast.ts";
import type { OwnUndoer } from "./undoers.ts";

/** Casts that a person edited, or that a provider gave. */
export const castUndoer: OwnUndoer = {
  entityTypes: ["movie", "series"],
  handles: (field) => field === "cast",
  labelOf: () => "Cast",
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
