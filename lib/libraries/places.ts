import { realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { env } from "#lib/env.ts";

/** Folders of the system that never hold media. */
const systemFolders = ["/proc", "/sys", "/dev", "/run"];

/** What the demo makes below DATA_DIR: films, and series. */
export const demoFolders = ["demo", "demo-series"] as const;

/** Where libraries may lie, and what is Metarr's own, each as it was given and as it really is. */
export type Places = { roots: string[]; own: string[]; demo: string[] };

/** Read anew each time: a disk may be mounted, or a link moved, while Metarr runs. */
export async function readPlaces(): Promise<Places> {
  return {
    roots: (await Promise.all(env.MEDIA_ROOTS.map((root) => bothNames(resolve(root))))).flat(),
    own: await bothNames(env.DATA_DIR),
    demo: (await Promise.all(demoFolders.map((name) => bothNames(resolve(env.DATA_DIR, name))))).flat(),
  };
}

/** Whether Metarr may look into a folder: below MEDIA_ROOTS, not a system folder, not its own data. */
export function isAllowedFolder(places: Places, path: string): boolean {
  const whole = resolve(path);
  const lies = (folders: readonly string[]) => folders.some((folder) => isWithin(whole, folder));
  // The demo's films and series are the one thing in the data folder that is a library.
  return lies(places.roots) && !lies(systemFolders) && (!lies(places.own) || lies(places.demo));
}

/** Whether Metarr's own data lies in a folder: its pictures and recycled films would be taken for films. */
export function holdsOwnData(places: Places, path: string): boolean {
  return places.own.some((own) => isWithin(own, resolve(path)));
}

/** True for the folder itself too. Compares text: give it real paths. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

async function bothNames(path: string): Promise<string[]> {
  // What does not exist yet has no other name.
  const real = await realpath(path).catch(() => path);
  return real === path ? [path] : [path, real];
}
