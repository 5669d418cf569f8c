import { takeBack } from "../../_components/edit/take-back.ts";
import { undoEdits } from "../../movies/[movieId]/history/actions.ts";

/** For the Undo of a toast: what was just changed of a person. */
export const takePersonBack = (changeIds: readonly number[]): Promise<void> => takeBack({ undo: undoEdits }, changeIds);
