import { undoCollectionChange } from "#lib/collections/collection-history.ts";
import { labelOfCollectionField } from "#lib/collections/vocabulary.ts";
import type { OwnUndoer } from "./undoers.ts";

/** Merges of film sets, and sets that were deleted. Each stands alone. */
export const setUndoer: OwnUndoer = {
  entityTypes: ["collection"],
  standsAlone: true,
  handles: (field) => field === "merge" || field === "removed",
  labelOf: labelOfCollectionField,
  async undo(tx, { change, userId }) {
    await undoCollectionChange(tx, { changeId: change.id, userId });
    return true;
  },
};
