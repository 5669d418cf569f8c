import { dirname } from "node:path";
import type { RecordedFile } from "#lib/publish/plan.ts";
import { knownFiles, type Unit } from "#lib/publish/prepare.ts";
import { noteReadable, noteUnreadable, type VerifyContext } from "./context.ts";
import { isThere, lookAtFile, type Remembered } from "./look-at-file.ts";
import type { Found } from "./vocabulary.ts";

const details = {
  missing: "It was published, and is not there any more.",
  damaged: "Its bytes are not those that were written, though its size and time are.",
  changed: "Somebody changed it since it was published.",
} as const;

/**
 * Reads the published files of a film or series, from the `offset`th on, until the budget is spent. Returns where to go on;
 * null when all were read. Throws when one after the other cannot be read: that is one trouble of the disk (R9).
 */
export async function checkFiles(context: VerifyContext, unit: Unit, offset: number): Promise<number | null> {
  const { budget, signal } = context;
  const { entityType, entityId } = unit;
  const files = listPublished(unit);
  const folders: Folders = new Map();
  for (const [index, file] of files.entries()) {
    if (index < offset) continue;
    if (budget.isSpent()) return index;
    const { path } = file;
    const { finding, bytes } = await checkFile(file, { folders, signal });
    budget.spend({ files: 1, bytes });
    if (finding?.kind === "file.unreadable") {
      noteUnreadable(context, { what: "files", path, problem: finding.detail });
    } else noteReadable(context, { what: "files", path });
    if (finding) context.found.push({ ...finding, path, entityType, entityId });
  }
  return null;
}

/** The files of a film or series that it was published with, in an order of their own. */
export const listPublished = (unit: Unit) =>
  knownFiles(unit)
    .filter(({ isPublished }) => isPublished)
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));

/** Whether a folder is there, one look for all files of it. */
type Folders = Map<string, Promise<boolean>>;

/** Reads a published file. What is found is not as it should be. */
export async function checkFile(
  file: Remembered & Pick<RecordedFile, "isOurs">,
  { folders, signal }: { folders: Folders; signal: AbortSignal | undefined },
): Promise<{ finding?: Pick<Found, "kind" | "detail">; bytes: number }> {
  signal?.throwIfAborted();
  const { state, bytes } = await lookAtFile(file, signal);
  if (typeof state === "object") return { finding: { kind: "file.unreadable", detail: state.problem }, bytes };
  if (state === "damaged") return { finding: { kind: "file.damaged", detail: details.damaged }, bytes };
  // What was there before Metarr is not Metarr's to watch over: a scan reads it anew.
  if (state === "changed" && file.isOurs) return { finding: { kind: "file.changed", detail: details.changed }, bytes };
  if (state === "missing" && (await mayBeGone(folders, file.path))) {
    return { finding: { kind: "file.missing", detail: details.missing }, bytes };
  }
  return { bytes };
}

/** Where the whole folder is gone, its film or episode is what is missing. The folder of portraits is made anew. */
function mayBeGone(folders: Folders, path: string): Promise<boolean> {
  const folder = path.includes("/.actors/") ? dirname(dirname(path)) : dirname(path);
  const known = folders.get(folder) ?? isThere(folder);
  folders.set(folder, known);
  return known;
}
