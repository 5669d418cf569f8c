import { z } from "zod";
import { findItems, findShows, type KodiItem, type KodiItemKind, listSources } from "./kodi-library.ts";
import { refreshItems } from "./kodi-refresh.ts";
import { canRead, clean, type KodiWork, lookAgain, scan, tolerate } from "./kodi-work.ts";
import { asFolder, folderOf, isBelow, longestAbove, outermost } from "./map-path.ts";
import type { PlayerUpdate, UpdateOutcome } from "./player.ts";

const kinds = ["movie", "series", "episode"] as const satisfies readonly KodiItemKind[];
/** More folders than this are cleaned by their source: one look instead of many. */
const manyFolders = 10;

/** Items of Kodi by the path of an update, for each kind. */
type Known = Record<KodiItemKind, Map<string, KodiItem[]>>;

/**
 * Tells Kodi what changed: known items are refreshed, because a scan never reads them again; unknown ones are scanned for;
 * removed ones are cleaned away, before the scan: Kodi passes over a folder that looks as it did in the same second, unless
 * something of it was taken out. One after the other, because Kodi cannot do two at once.
 */
export async function notifyKodi(work: KodiWork, updates: readonly PlayerUpdate[]): Promise<UpdateOutcome[]> {
  const known = await findKnown(work, updates);
  const isKnown = ({ entityType, path }: PlayerUpdate) => known[entityType].has(path);
  const changed = updates.filter(({ change }) => change === "changed");
  const removed = updates.filter(({ change }) => change === "removed");
  const outcomes = [
    ...(await refreshKnown(work, { updates: changed.filter(isKnown), known })),
    ...(await cleanAway(work, removed.filter(isKnown))),
    ...(await scanForNew(
      work,
      changed.filter((update) => !isKnown(update)),
    )),
  ];
  // What Kodi does not have need not be taken out.
  const done = new Set(outcomes.map(({ updateId }) => updateId));
  return [...outcomes, ...updates.filter(({ updateId }) => !done.has(updateId)).map(sent)];
}

async function findKnown({ rpc }: KodiWork, updates: readonly PlayerUpdate[]): Promise<Known> {
  const known: Known = { movie: new Map(), series: new Map(), episode: new Map() };
  for (const kind of kinds) {
    const paths = [...new Set(updates.filter(({ entityType }) => entityType === kind).map(({ path }) => path))];
    known[kind] = await findItems(rpc, { kind, paths });
  }
  return known;
}

/** A series is refreshed with its episodes, so those of the same notification are done with it. */
async function refreshKnown(
  work: KodiWork,
  { updates, known }: { updates: readonly PlayerUpdate[]; known: Known },
): Promise<UpdateOutcome[]> {
  const shows = updates.filter(({ entityType }) => entityType === "series").map(({ path }) => path);
  const isCovered = ({ entityType, path }: PlayerUpdate) =>
    entityType === "episode" && shows.some((show) => isBelow(show, path));
  const own = updates.filter((update) => !isCovered(update));
  const items = own.flatMap(({ updateId, entityType, path }) =>
    (known[entityType].get(path) ?? []).map((item) => ({ updateId, path, item })),
  );
  const failures = await refreshItems(work, items);
  return updates.map((update) => {
    const reason = failures.get(update.updateId);
    return reason === undefined ? sent(update) : { updateId: update.updateId, kind: "retry", reason };
  });
}

/** New episodes of a known show are looked for in its folder, all else in the source: a new folder may be passed over. */
async function scanForNew(work: KodiWork, updates: readonly PlayerUpdate[]): Promise<UpdateOutcome[]> {
  if (updates.length === 0) return [];
  const { rpc } = work;
  const sources = await listSources(rpc);
  const shows = await findShows(
    rpc,
    updates.filter(({ entityType }) => entityType === "episode").map(({ path }) => path),
  );
  const placed = updates.map((update) => ({
    update,
    folder: shows.get(update.path)?.files[0] ?? longestAbove(sources, update.path, (source) => source),
  }));
  const folders = placed.flatMap(({ folder }) => (folder === undefined ? [] : [asFolder(folder)]));
  const problems = new Map<string, string>();
  for (const folder of outermost(folders)) {
    const problem = await tolerate(() => scan(work, folder));
    if (problem !== undefined) problems.set(folder, problem);
  }
  const known = await findKnown(work, updates);
  return placed.map(({ update, folder }) => {
    const { updateId, entityType, path } = update;
    if (known[entityType].has(path)) return sent(update);
    if (folder === undefined) return { updateId, kind: "failed", reason: noSource(work.name, path) };
    const problem = [...problems].find(([scanned]) => isBelow(scanned, folder))?.[1];
    const reason =
      problem ?? `${work.name} scanned its source and did not add it. It needs an NFO that names its title.`;
    return { updateId, kind: "retry", reason };
  });
}

const noSource = (name: string, path: string) =>
  `${name} has no source that holds ${path}. Check the folders of the player in Settings, Players.`;

async function cleanAway(work: KodiWork, updates: readonly PlayerUpdate[]): Promise<UpdateOutcome[]> {
  if (updates.length === 0) return [];
  for (const folder of new Set(updates.map(({ path }) => folderOf(path)))) await lookAgain(work, folder);
  const films = updates.filter(({ entityType }) => entityType === "movie");
  const shows = updates.filter(({ entityType }) => entityType !== "movie");
  await cleanFilms(work, films);
  await cleanShows(work, shows);
  const left = await findKnown(work, updates);
  return updates.map((update) =>
    left[update.entityType].has(update.path)
      ? {
          updateId: update.updateId,
          kind: "retry",
          reason: `${work.name} still finds the file, so it keeps showing it.`,
        }
      : sent(update),
  );
}

async function cleanFilms(work: KodiWork, updates: readonly PlayerUpdate[]): Promise<void> {
  const folders = outermost(updates.map(cleanedFolder));
  const few = folders.length > manyFolders ? await sourcesOf(work, folders) : folders;
  for (const folder of few) await tolerate(() => clean(work, { folder, content: "movies" }));
}

/** To Kodi the folder of a show holds seasons, and only that of all shows holds shows: it cleans no other. */
async function cleanShows(work: KodiWork, updates: readonly PlayerUpdate[]): Promise<void> {
  if (updates.length === 0) return;
  const folders = await sourcesOf(
    work,
    updates.map(({ path }) => path),
  );
  for (const folder of folders) await tolerate(() => clean(work, { folder, content: "tvshows" }));
  const left = await findKnown(work, updates);
  // Where shows lie in folders of a source: all that Kodi has of them.
  if (updates.some(({ entityType, path }) => left[entityType].has(path)))
    await tolerate(() => clean(work, { folder: undefined, content: "tvshows" }));
  await removeShows(work, updates);
}

/**
 * Kodi keeps a show without episodes whose folder is gone. It is taken out when Kodi can read the source and not the folder,
 * so that a disk that is away loses nothing.
 */
async function removeShows(work: KodiWork, updates: readonly PlayerUpdate[]): Promise<void> {
  const { rpc } = work;
  const pathsOf = (kind: KodiItemKind) =>
    updates.filter(({ entityType }) => entityType === kind).map(({ path }) => path);
  const named = await findItems(rpc, { kind: "series", paths: pathsOf("series") });
  const above = await findShows(rpc, pathsOf("episode"));
  const shows = new Map([...[...named.values()].flat(), ...above.values()].map((show) => [show.itemId, show]));
  if (shows.size === 0) return;
  const sources = await listSources(rpc);
  for (const { itemId, files } of shows.values()) {
    const [path] = files;
    const source = path === undefined ? undefined : longestAbove(sources, path, (folder) => folder);
    if (path === undefined || source === undefined) continue;
    if (!(await canRead(work, source)) || (await canRead(work, asFolder(path)))) continue;
    await tolerate(() => rpc.call("VideoLibrary.RemoveTVShow", { tvshowid: itemId }, z.string()));
  }
}

/** The folder of a disc stands for its files. */
const cleanedFolder = ({ path }: PlayerUpdate): string => folderOf(path).replace(/(BDMV|VIDEO_TS)[/\\]$/i, "");

async function sourcesOf({ rpc }: KodiWork, folders: readonly string[]): Promise<string[]> {
  const sources = await listSources(rpc);
  return outermost(folders.map((folder) => longestAbove(sources, folder, (source) => source) ?? folder));
}

const sent = ({ updateId }: { updateId: number }): UpdateOutcome => ({ updateId, kind: "sent" });
