import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { messageOf } from "#lib/errors.ts";
import { isRpcError, type KodiRpc } from "./kodi-rpc.ts";
import { folderOf, trimEnd } from "./map-path.ts";
import type { Patience } from "./player.ts";
import { noAnswer } from "./player-error.ts";

export type KodiWork = { rpc: KodiRpc; name: string; patience: Patience; signal: AbortSignal | undefined };

const isBusyQuestion = "Library.IsScanningVideo";
const booleans = z.record(z.string(), z.boolean());

/** Whether Kodi scans or cleans. */
async function isBusy({ rpc }: KodiWork): Promise<boolean> {
  const answer = await rpc.call("XBMC.GetInfoBooleans", { booleans: [isBusyQuestion] }, booleans);
  return answer[isBusyQuestion] === true;
}

/** A scan cancels one that runs, and a clean during a scan is ignored: both wait until nothing runs. Throws in the end. */
export async function untilIdle(work: KodiWork): Promise<void> {
  const giveUpAt = performance.now() + work.patience.scanMs;
  while (await isBusy(work)) {
    if (performance.now() > giveUpAt) throw noAnswer(work.name);
    await sleep(work.patience.pollMs, undefined, { signal: work.signal });
  }
}

/**
 * Starts what Kodi answers "OK" to at once, and waits until it is over. Nothing ties an event to a request and over HTTP
 * there are none, so Kodi is asked whether it works: what never begins within a short time is over already, or was nothing
 * to do. An event of its end makes the wait shorter. It never waits for one that may not come.
 */
async function run(work: KodiWork, start: () => Promise<unknown>, endEvent: string): Promise<void> {
  const { rpc, patience, signal } = work;
  await untilIdle(work);
  const before = rpc.countEvents(endEvent);
  await start();
  const startedAt = performance.now();
  let hasBegun = false;
  for (;;) {
    const isWorking = await isBusy(work);
    hasBegun ||= isWorking;
    const hasEnded = rpc.countEvents(endEvent) > before;
    const waitedMs = performance.now() - startedAt;
    if (!isWorking && (hasBegun || hasEnded || waitedMs > patience.settleMs)) return;
    if (waitedMs > patience.scanMs) throw noAnswer(work.name);
    await sleep(hasBegun ? patience.pollMs : Math.min(patience.pollMs, 100), undefined, { signal });
  }
}

/**
 * Has Kodi look into a folder. It keeps listings, and by an old one it passes over a new folder, misses a new picture and
 * still finds a file that is gone; reading the folder replaces it. A folder that is gone itself is looked for in the one above.
 */
export async function lookAgain(work: KodiWork, folder: string): Promise<void> {
  const above = folderOf(folder);
  if (!(await canRead(work, folder)) && above !== "") await canRead(work, above);
}

/** Whether Kodi itself can read a folder. */
export async function canRead({ rpc }: KodiWork, folder: string): Promise<boolean> {
  const params = { directory: folder, media: "files" };
  return (await tolerate(() => rpc.call("Files.GetDirectory", params, z.unknown()))) === undefined;
}

/** What Kodi says against a single call; a Kodi that does not answer is thrown on. */
export async function tolerate(call: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    if (!isRpcError(error)) throw error;
    return messageOf(error);
  }
}

/** Scans a folder for what is new in it. */
export async function scan(work: KodiWork, folder: string): Promise<void> {
  await untilIdle(work);
  await lookAgain(work, folder);
  const params = { directory: folder, showdialogs: false };
  await run(work, () => work.rpc.call("VideoLibrary.Scan", params, z.string()), "VideoLibrary.OnScanFinished");
}

/**
 * Takes out what is gone from a folder, or from everywhere. With a folder and without `content` Kodi would do nothing, and
 * with `showdialogs` it would ask on the television.
 */
export async function clean(
  work: KodiWork,
  { folder, content }: { folder: string | undefined; content: "movies" | "tvshows" },
): Promise<void> {
  const params = { ...(folder === undefined ? {} : { directory: folder }), content, showdialogs: false };
  await run(work, () => work.rpc.call("VideoLibrary.Clean", params, z.string()), "VideoLibrary.OnCleanFinished");
}

/** The address by which Kodi keeps its own copy of a picture, as its texture cache names it. */
const textures = z.looseObject({
  textures: z.array(z.looseObject({ textureid: z.int(), url: z.string().default("") })).optional(),
});

/**
 * Forgets Kodi's own copies of the pictures in a folder that a name begins with: a picture that was replaced under its old
 * name would be shown as it was for a day.
 */
export async function forgetPictures({ rpc }: KodiWork, prefix: string): Promise<void> {
  const filter = { field: "url", operator: "contains", value: trimEnd(prefix) };
  const found = await rpc.call("Textures.GetTextures", { properties: ["url"], filter }, textures);
  for (const { textureid } of found.textures ?? []) {
    await rpc.call("Textures.RemoveTexture", { textureid }, z.unknown());
  }
}
