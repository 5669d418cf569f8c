import { dirname } from "node:path";
import { knownFiles, type Unit } from "#lib/publish/prepare.ts";
import { noteUnreadable, type VerifyContext } from "./context.ts";
import { isThere, lookAtFile } from "./look-at-file.ts";
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
  const { budget, found, signal } = context;
  const { entityType, entityId } = unit;
  const files = knownFiles(unit)
    .filter(({ isPublished }) => isPublished)
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const folders = new Map<string, Promise<boolean>>();
  for (const [index, file] of files.entries()) {
    if (index < offset) continue;
    if (budget.isSpent()) return index;
    signal?.throwIfAborted();
    const { state, bytes } = await lookAtFile(file, signal);
    budget.spend({ files: 1, bytes });
    const add = (kind: Found["kind"], detail: string) =>
      found.push({ kind, path: file.path, entityType, entityId, detail });
    if (typeof state === "object") {
      noteUnreadable(context, { path: file.path, problem: state.problem });
      add("file.unreadable", state.problem);
      continue;
    }
    context.unreadable = 0;
    if (state === "damaged") add("file.damaged", details.damaged);
    // What was there before Metarr is not Metarr's to watch over: a scan reads it anew.
    if (state === "changed" && file.isOurs) add("file.changed", details.changed);
    if (state === "missing" && (await mayBeGone(folders, file.path))) add("file.missing", details.missing);
  }
  return null;
}

/** Where the whole folder is gone, its film or episode is what is missing. The folder of portraits is made anew. */
function mayBeGone(folders: Map<string, Promise<boolean>>, path: string): Promise<boolean> {
  const folder = path.includes("/.actors/") ? dirname(dirname(path)) : dirname(path);
  const known = folders.get(folder) ?? isThere(folder);
  folders.set(folder, known);
  return known;
}
