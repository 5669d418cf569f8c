import { watching } from "#lib/libraries/vocabulary.ts";

export type WatchedFolder = { path: string; watchState: string | null };

/** How a folder is watched, in a sentence that names it. */
export function describeWatchState({ path, watchState }: WatchedFolder): string {
  if (watchState === null) return `${path} is not watched yet. A running worker begins within seconds.`;
  return watchState === watching ? `${path} is watched.` : watchState;
}
