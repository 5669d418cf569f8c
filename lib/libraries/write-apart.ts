import { isUnfitValue } from "#db/errors.ts";
import { log } from "#lib/log.ts";
import type { ReadFolders } from "./scan-context.ts";
import { addProblem, type ScanReport } from "./scan-runs.ts";

type Apart<Item> = ReadFolders & {
  items: readonly Item[];
  /** The file that is named when its item cannot be written. */
  pathOf: (item: Item) => string;
  report: ScanReport;
  /** Writes these in one transaction. */
  write: (items: readonly Item[], folders: ReadFolders) => Promise<void>;
};

/**
 * Writes what a scan found, together. Where the database refuses a value, the items are written one by one, so that it
 * costs the item it came from and neither the others nor the scan; the folder of that item counts as not read.
 */
export async function writeApart<Item>(params: Apart<Item>): Promise<void> {
  const { items, folders, unknown, pathOf, report, write } = params;
  try {
    await write(items, { folders, unknown });
    return;
  } catch (error) {
    if (!isUnfitValue(error)) throw error;
  }
  const refused: string[] = [];
  for (const item of items) {
    try {
      await write([item], { folders: [], unknown: [] });
    } catch (error) {
      if (!isUnfitValue(error)) throw error;
      const path = pathOf(item);
      log.warn({ err: error, path }, "The database refused a value of an item that a scan found");
      addProblem(report, path, "It could not be kept: the database refuses a value of it. The log says which.");
      refused.push(path);
    }
  }
  const holdsRefused = (folder: string) => refused.some((path) => path === folder || path.startsWith(`${folder}/`));
  await write([], { folders: folders.filter(({ path }) => !holdsRefused(path)), unknown });
}
