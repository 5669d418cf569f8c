import { unmergeActors } from "#lib/people/merge-actors.ts";
import { unmergeCrew } from "#lib/people/merge-crew.ts";
import { unsplitActor, unsplitCrew } from "#lib/people/take-split-back.ts";
import { labelOfPersonField } from "#lib/people/vocabulary.ts";
import type { OwnUndoer } from "./undoers.ts";

/** Merges and splits of people. Each stands alone: an earlier one can be taken back before a later one. */
export const peopleUndoer: OwnUndoer = {
  entityTypes: ["actor", "crew"],
  standsAlone: true,
  handles: (field) => field === "merge" || field === "split",
  labelOf: labelOfPersonField,
  async undo(tx, { change, userId }) {
    const of = { changeId: change.id, userId };
    const isActor = change.entityType === "actor";
    if (change.field === "merge") await (isActor ? unmergeActors(tx, of) : unmergeCrew(tx, of));
    else await (isActor ? unsplitActor(tx, of) : unsplitCrew(tx, of));
    return true;
  },
};
