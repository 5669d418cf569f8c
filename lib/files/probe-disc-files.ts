import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { diskError } from "./disk-error.ts";

/** The title set of a DVD's file; menus (`VIDEO_TS.VOB`, `VTS_01_0.VOB`) have none. */
const titleSet = /^(vts_\d\d)_[1-9]\.vob$/i;

/**
 * The file whose streams stand for a disc, given the file that players open (`index.bdmv`, `VIDEO_TS.IFO`): the largest
 * stream of a Blu-ray, the first part of a DVD's largest title set. Any other path is given back.
 * Throws AppError `disk` when the disc cannot be looked into.
 */
export async function findStreamFile(path: string): Promise<string> {
  const name = basename(path).toLowerCase();
  if (name === "index.bdmv") return (await findLargest(await streamFolder(dirname(path)), /^(.+)\.m2ts$/i)) ?? path;
  if (name === "video_ts.ifo") return (await findLargest(dirname(path), titleSet)) ?? path;
  return path;
}

async function streamFolder(disc: string): Promise<string> {
  const name = (await list(disc)).find((each) => each.toLowerCase() === "stream");
  return join(disc, name ?? "STREAM");
}

/** Files whose names share what `pattern` captures count as one. */
async function findLargest(folder: string, pattern: RegExp): Promise<string | undefined> {
  const groups = new Map<string, { first: string; sizeBytes: number }>();
  for (const name of (await list(folder)).toSorted()) {
    const key = pattern.exec(name)?.[1]?.toLowerCase();
    if (key === undefined) continue;
    const group = groups.get(key) ?? { first: join(folder, name), sizeBytes: 0 };
    group.sizeBytes += await sizeOf(join(folder, name));
    groups.set(key, group);
  }
  return [...groups.values()].toSorted((a, b) => b.sizeBytes - a.sizeBytes)[0]?.first;
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw diskError("look into the disc", folder, error);
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw diskError("look at the file", path, error);
  }
}
