import { and, count, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { describeEngine, type EngineFacts } from "#db/engine-facts.ts";
import { episodes, libraries, libraryRoots, movies } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { listWorkers, type SeenWorker } from "#lib/jobs/presence.ts";
import { countJobs, type RunCounts } from "#lib/jobs/queries.ts";
import { readSettings, type Settings } from "#lib/settings/read-settings.ts";
import { readYtdlpStatus, type YtdlpStatus } from "#lib/trailers/ytdlp-status.ts";
import packageJson from "../../package.json" with { type: "json" };
import { type DiskSpace, readDiskSpace } from "./disk-space.ts";
import { getProviderUsage, type ProviderUsage } from "./provider-usage.ts";

export type RootHealth = DiskSpace & { libraryName: string; state: "online" | "offline"; stateReason: string | null };

/** Everything the health page shows, as it is now. */
export type Health = {
  version: string;
  nodeVersion: string;
  startedAt: Date;
  engine: EngineFacts;
  data: DiskSpace;
  roots: RootHealth[];
  workers: SeenWorker[];
  jobs: RunCounts;
  films: number;
  episodes: number;
  tmdb: { isEnabled: boolean; key: "set" | "missing" | "unreadable"; usage: ProviderUsage };
  /** Undefined until a worker has looked. */
  ytdlp: YtdlpStatus | undefined;
};

export async function readHealth(db: Db): Promise<Health> {
  const [engine, data, roots, workers, jobs, films, episodeCount, settings, usage, ytdlp] = await Promise.all([
    describeEngine(db),
    readDiskSpace(env.DATA_DIR),
    readRoots(db),
    listWorkers(db),
    countJobs(db),
    db.select({ all: count() }).from(movies).where(isNull(movies.deletedAt)),
    db.select({ all: count() }).from(episodes).where(isNull(episodes.deletedAt)),
    readSettings(db),
    getProviderUsage(db, "tmdb"),
    readYtdlpStatus(db),
  ]);
  return {
    version: packageJson.version,
    nodeVersion: process.versions.node,
    startedAt: new Date(Date.now() - process.uptime() * 1000),
    engine,
    data,
    roots,
    workers,
    jobs,
    films: Number(films[0]?.all ?? 0),
    episodes: Number(episodeCount[0]?.all ?? 0),
    tmdb: { isEnabled: settings.get("tmdb.enabled"), key: keyState(settings), usage },
    ytdlp,
  };
}

async function readRoots(db: Db): Promise<RootHealth[]> {
  const roots = await db
    .select({
      path: libraryRoots.path,
      libraryName: libraries.name,
      state: libraryRoots.state,
      stateReason: libraryRoots.stateReason,
    })
    .from(libraryRoots)
    .innerJoin(libraries, eq(libraries.id, libraryRoots.libraryId))
    .where(and(isNull(libraries.deletedAt), eq(libraries.enabled, true)))
    .orderBy(libraryRoots.path);
  return Promise.all(roots.map(async (root) => ({ ...root, ...(await readDiskSpace(root.path)) })));
}

/** A key that was encrypted under another AUTH_SECRET is there, and of no use. */
/** Whether TMDB has a key; undefined while it is switched off on purpose. */
export async function readTmdbKeyState(db: Db): Promise<Health["tmdb"]["key"] | undefined> {
  const settings = await readSettings(db);
  return settings.get("tmdb.enabled") ? keyState(settings) : undefined;
}

function keyState(settings: Settings): Health["tmdb"]["key"] {
  try {
    return settings.get("tmdb.apiKey") === null ? "missing" : "set";
  } catch (error) {
    if (isAppError(error)) return "unreadable";
    throw error;
  }
}
