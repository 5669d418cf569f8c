import { eq } from "drizzle-orm";
import { fieldChanges } from "#db/schema/index.ts";
import { keyOfTrailer, listTrailerRows, setChosenTrailer } from "#lib/trailers/choose-trailer.ts";
import { choosingOwners, touchTrailerOwner } from "#lib/trailers/owners.ts";
import { bringTrailer } from "#lib/trailers/pick-trailer.ts";
import { trailerField } from "#lib/trailers/vocabulary.ts";
import { hasChoice } from "./undo-artwork.ts";
import type { OwnUndoer } from "./undoers.ts";

/** Which trailer was chosen. One that was taken out comes back with it; one that is known no more cannot. */
export const trailerUndoer: OwnUndoer = {
  entityTypes: choosingOwners,
  handles: (field) => field === trailerField,
  labelOf: () => "Trailer",
  async undo(tx, { change, userId, jobId }) {
    const entityType = choosingOwners.find((name) => name === change.entityType);
    if (entityType === undefined) return false;
    const owner = { entityType, entityId: change.entityId };
    const rows = await listTrailerRows(tx, owner);
    const wanted = rows.find((row) => keyOfTrailer(row) === change.oldValue);
    const isGone = wanted === undefined && change.oldValue !== null;
    const present = rows.find((row) => row.isSelected);
    if (isGone || (present ? keyOfTrailer(present) : null) !== change.newValue) return false;
    await tx.update(fieldChanges).set({ undoneAt: new Date() }).where(eq(fieldChanges.id, change.id));
    const candidateId = wanted?.id ?? null;
    const locked = change.source !== "user" || (await hasChoice(tx, change));
    // What automation had chosen is automation's again: it is replaced when it dies.
    const selectedBy = locked ? "user" : "enrichment";
    await setChosenTrailer(tx, { ...owner, candidateId, selectedBy, userId, jobId, undoOf: change.id });
    await touchTrailerOwner(tx, { ...owner, locked });
    if (wanted) await bringTrailer(tx, { owner, row: wanted, userId });
    return true;
  },
};
