import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { Db } from "#db/client.ts";
import { trailerCandidates } from "#db/schema/index.ts";
import { aFilm } from "#lib/artwork/testing.ts";
import { env } from "#lib/env.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "#simulator/server.ts";
import type { TrailerRow } from "./next-step.ts";

/** The real yt-dlp, where one is installed. */
export const realYtdlp = (process.env.PATH ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "yt-dlp"))
  .find((path) => existsSync(path));

/** Starts the sites of videos for a test file and points Metarr at them. */
export function videoSites(options: SimulatorOptions = {}): { readonly simulator: Simulator } {
  // By name: what was not set has to be unset again, because files share a process.
  const { YOUTUBE_BASE_URL, VIMEO_BASE_URL, YTDLP_PATH } = env;
  const given = { YOUTUBE_BASE_URL, VIMEO_BASE_URL, YTDLP_PATH };
  let started: Simulator | undefined;
  beforeAll(async () => {
    started = await startSimulator({ artworkScale: 0.05, ...options });
    Object.assign(env, { YOUTUBE_BASE_URL: started.youtubeBaseUrl, VIMEO_BASE_URL: started.vimeoBaseUrl });
    if (realYtdlp) env.YTDLP_PATH = realYtdlp;
  });
  afterEach(() => {
    started?.setVideos({});
    started?.setFaults({});
    started?.requests.reset();
  });
  afterAll(async () => {
    Object.assign(env, given);
    await started?.close();
  });
  return {
    get simulator() {
      if (!started) throw new Error("The sites of videos are not started yet.");
      return started;
    },
  };
}

/** A program in the place of yt-dlp: a shell script that knows its arguments and where it runs. */
export function stubYtdlp(): (script: string) => Promise<{ folder: string }> {
  const folders: string[] = [];
  let given: { path: string | undefined } | undefined;
  afterEach(async () => {
    if (given) Object.assign(env, { YTDLP_PATH: given.path });
    given = undefined;
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
  });
  return async (script) => {
    const folder = await mkdtemp(join(tmpdir(), "metarr-ytdlp-"));
    folders.push(folder);
    const path = join(folder, "yt-dlp");
    const version = '[ "$2" = --version ] && { echo 2026.08.01; exit 0; }';
    await writeFile(path, `#!/bin/sh\nhere='${folder}'\n${version}\n${script}\n`);
    await chmod(path, 0o755);
    given ??= { path: env.YTDLP_PATH };
    env.YTDLP_PATH = path;
    return { folder };
  };
}

let count = 0;

/** A film with trailers that a provider offers, the first one official. */
export async function aFilmWithTrailers(
  db: Db,
  trailers: readonly Partial<typeof trailerCandidates.$inferInsert>[],
  film: Parameters<typeof aFilm>[1] = {},
): Promise<{ movieId: number; rows: TrailerRow[] } & Awaited<ReturnType<typeof aFilm>>> {
  const made = await aFilm(db, film);
  const rows: TrailerRow[] = [];
  for (const trailer of trailers) {
    count += 1;
    const [row] = await db
      .insert(trailerCandidates)
      .values({
        entityType: "movie",
        entityId: made.movieId,
        sourceType: "provider",
        providerName: "tmdb",
        sourceUrl: watch(`sim${String(count).padStart(8, "0")}`),
        tmdbName: `Trailer ${count}`,
        tmdbOfficial: true,
        tmdbLanguage: "en",
        ...trailer,
      })
      .returning();
    if (row) rows.push(row);
  }
  return { ...made, rows };
}

export const watch = (key: string): string => `https://www.youtube.com/watch?v=${key}`;
