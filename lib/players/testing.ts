import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import type { Patience, PlayerUpdate } from "./player.ts";

/** Waits of tests: simulated players are quick. */
export const quick: Patience = { pollMs: 10, settleMs: 250, scanMs: 3_000, requestMs: 2_000 };

/** A folder of films and one of series, removed when the test file ends. */
export function mediaFolders(): {
  films: string;
  shows: string;
  libraries: { folder: string; content: "movies" | "tvshows" }[];
} {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "metarr-players-")));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  const [films, shows] = [join(home, "films"), join(home, "shows")];
  for (const folder of [films, shows]) mkdirSync(folder);
  return {
    films,
    shows,
    libraries: [
      { folder: films, content: "movies" },
      { folder: shows, content: "tvshows" },
    ],
  };
}

/** A film in a folder of its own, or another NFO for it. Gives the path of its video. */
export function putFilm(films: string, name: string, plot = "plot"): string {
  const video = join(films, name, `${name}.mkv`);
  put(video, "video");
  put(video.replace(".mkv", ".nfo"), `<movie><title>${name}</title><plot>${plot}</plot></movie>`);
  return video;
}

export function putEpisode(show: string, number: number, title: string): string {
  const video = join(show, "Season 01", `S01E0${number}.mkv`);
  put(video, "video");
  put(video.replace(".mkv", ".nfo"), `<episodedetails><title>${title}</title></episodedetails>`);
  return video;
}

export function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

let lastUpdate = 0;

export function anUpdate(path: string, more: Partial<PlayerUpdate> = {}): PlayerUpdate {
  lastUpdate += 1;
  return { updateId: lastUpdate, path, change: "changed", entityType: "movie", ...more };
}
