import { isAppError } from "#lib/errors.ts";
import { undoCastChange } from "#lib/people/edit-cast.ts";
import type { OwnUndoer } from "./undoers.ts";

/** Casts that a person edited, or that an NFO or a provider gave. */
export const castUndoer: OwnUndoer = {
  entityTypes: ["movie", "series"],
  handles: (field) => field === "cast",
  labelOf: () => "Cast",
  async undo(tx, { change, userId }) {
    try {
      await undoCastChange(tx, { changeId: change.id, userId });
      return true;
    } catch (error) {
      // It looks before it writes: nothing was written when it says that the cast changed since.
      if (isAppError(error, "conflict")) return false;
      throw error;
    }
  },
};
