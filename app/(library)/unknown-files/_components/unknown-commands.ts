import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { ignore, recycleFiles, unassign, undoRecycling } from "../actions.ts";
import { fileNameOf, type UnknownFile } from "./unknown-file.ts";

/** What people can do with unknown files. Each says what happened, and offers the way back. */

const filesText = (count: number) => (count === 1 ? "1 file" : `${count.toLocaleString("en")} files`);

/** Ignores files, or lists them again. */
export async function setIgnored(files: readonly UnknownFile[], isIgnored: boolean, isUndo = false): Promise<void> {
  const unknownFileIds = files.map((file) => file.unknownFileId);
  const result = await answered(ignore({ unknownFileIds, isIgnored }));
  if (!result.ok) {
    toastFailed(isIgnored ? "Nothing was ignored" : "Nothing came back", { description: result.error.message });
    return;
  }
  if (isUndo) return;
  const count = filesText(result.data.files);
  toastDone(isIgnored ? `${count} ignored` : `${count} listed again`, {
    ...(isIgnored ? { description: "Filter by Ignored to see them." } : {}),
    onUndo: () => void setIgnored(files, !isIgnored, true),
  });
}

/** Moves files to the recycle bin, by a worker. */
export async function recycleAll(files: readonly UnknownFile[]): Promise<void> {
  const result = await answered(recycleFiles({ unknownFileIds: files.map((file) => file.unknownFileId) }));
  if (!result.ok) {
    toastFailed("Nothing was moved", { description: result.error.message });
    return;
  }
  const { jobId } = result.data;
  toastDone(`${filesText(result.data.files)} on the way to the recycle bin`, {
    description: "They can be put back for 30 days.",
    onUndo: async () => {
      const back = await answered(undoRecycling({ jobId }));
      if (back.ok) toastDone("The files are where they were", { description: "A scan lists them again in a moment." });
      else toastFailed("The files were not put back", { description: back.error.message });
    },
  });
}

/** Takes an assignment back. */
export async function makeUnknown(file: UnknownFile): Promise<void> {
  const result = await answered(unassign({ unknownFileId: file.unknownFileId }));
  if (result.ok) toastDone(`${fileNameOf(file)} is unknown again`);
  else toastFailed("The file was not taken back", { description: result.error.message });
}
