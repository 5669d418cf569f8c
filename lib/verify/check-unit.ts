import { lstat, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { folderOfFilm } from "#lib/artwork/film-place.ts";
import { isAppError } from "#lib/errors.ts";
import { diskError, isMissing, systemCode } from "#lib/files/disk-error.ts";
import { isTemporaryName } from "#lib/files/temporary-name.ts";
import { portraitFolder } from "#lib/publish/names.ts";
import { type Prepared, type PrepareOptions, preparePublish, type Unit } from "#lib/publish/prepare.ts";
import { noteReadable, noteUnreadable, type VerifyContext } from "./context.ts";
import { isThere } from "./look-at-file.ts";
import type { Found } from "./vocabulary.ts";

/**
 * Looks at a film or series as a whole: its media files, the names of what is published, and what stopped work left.
 * Returns false when its folder is gone, so that there is nothing more to look at.
 */
export async function checkUnit(
  context: VerifyContext,
  unit: Unit,
  { listed }: Pick<PrepareOptions, "listed"> = {},
): Promise<boolean> {
  const { budget, found, signal, unseen } = context;
  const { entityType, entityId } = unit;
  const add = (kind: Found["kind"], path: string, detail: string, target?: string) =>
    found.push({ kind, path, entityType, entityId, detail, ...(target === undefined ? {} : { target }) });
  try {
    for (const path of mediaOf(unit)) {
      signal?.throwIfAborted();
      budget.spend({ media: 1 });
      if (!(await isThere(path))) add("media.gone", path, "Metarr knows this file, and it is not there.");
    }
    const prepared = await preparePublish(unit, { signal, listed });
    for (const { path, from, reason } of prepared.plan.rename) {
      add("file.name", from, `It should be called ${basename(path)}. ${reason}.`, path);
    }
    for (const { path, reason, isOurs } of prepared.plan.recycle) {
      if (isOurs) add("file.name", path, `${reason}.`);
    }
    for (const path of await listLeftovers(prepared)) {
      add("leftover", path, "A process was stopped while it wrote this file.");
    }
    const portraits = await findEmptyPortraits(unit);
    if (portraits !== undefined) add("leftover", portraits, "A folder for portraits with nothing in it.");
    noteReadable(context, { what: "folders", path: unit.path });
    return true;
  } catch (error) {
    signal?.throwIfAborted();
    if (!isAppError(error)) throw error;
    // Its folder vanished: that its media file is gone says enough.
    if (error.code === "offline") return false;
    noteUnreadable(context, { what: "folders", path: unit.path, problem: error.message });
    unseen.push({ entityType, entityId });
    add("file.unreadable", unit.path, error.message);
    return false;
  }
}

function mediaOf(unit: Unit): Set<string> {
  if (unit.entityType === "series") {
    return new Set(
      unit.episodes.flatMap(({ episode, parts, streams }) => [
        episode.filePath,
        ...parts.map(({ path }) => path),
        ...streams.subtitle.flatMap(({ filePath }) => filePath ?? []),
      ]),
    );
  }
  const { movie, parts, streams } = unit;
  return new Set([
    movie.filePath,
    ...parts.map(({ path }) => path),
    ...streams.subtitle.flatMap(({ filePath }) => filePath ?? []),
  ]);
}

/** What is younger may be another process's, at work right now. */
export const leftoverAgeMs = 5 * 60 * 1000;

async function listLeftovers({ leftovers }: Prepared): Promise<string[]> {
  const old: string[] = [];
  for (const folder of leftovers) {
    for (const name of (await listOrNothing(folder)) ?? []) {
      const path = join(folder, name);
      if (isTemporaryName(name) && (await isOldFile(path))) old.push(path);
    }
  }
  return old;
}

/** By the time that nobody can set: that of the last change is copied with files. */
export async function isOldFile(path: string): Promise<boolean> {
  const facts = await lstat(path).catch(() => undefined);
  return facts?.isFile() === true && facts.ctimeMs < Date.now() - leftoverAgeMs;
}

/** The folder for portraits of a film or series that something of was published, when nothing lies in it. */
async function findEmptyPortraits(unit: Unit): Promise<string | undefined> {
  const folder = unit.entityType === "movie" ? folderOfFilm(unit.movie.filePath) : unit.home;
  if (folder === undefined || unit.lastPublishedAt === null) return undefined;
  const path = join(folder, portraitFolder);
  const names = await listOrNothing(path);
  return names?.length === 0 ? path : undefined;
}

async function listOrNothing(folder: string): Promise<string[] | undefined> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error) || systemCode(error) === "ENOTDIR") return undefined;
    throw diskError("look into the folder", folder, error);
  }
}
