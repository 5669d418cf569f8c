import { readdir, rm, stat } from "node:fs/promises";
import { diskError, isMissing } from "./disk-error.ts";

/** Removes a file that was not changed for this long. Returns how many went: 0 or 1. */
export async function removeOld(path: string, olderThanMs: number): Promise<number> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts?.isFile() || facts.mtimeMs > Date.now() - olderThanMs) return 0;
  await rm(path, { force: true });
  return 1;
}

/** Names in a folder; none when it is not there. */
export async function listNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw diskError("look into the folder", folder, error);
  }
}
