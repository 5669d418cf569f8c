import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { jobs, libraries, movies } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { movieArtworkTypes } from "#lib/artwork/vocabulary.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { listWorkers } from "#lib/jobs/presence.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { titleColumns } from "#lib/sort-key.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { workerFlags } from "#worker/node-flags.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { openFresh } from "./open.ts";

const films = Number(process.env.BENCH_FILMS ?? 2000);
/** Requests a second that the provider allows, and the setting as well. */
const allowedPerSecond = 40;
/** What the simulator says with a 429. */
const pauseMs = 1000;
const endedStatuses = ["completed", "failed", "cancelled"] as const;

/**
 * How near whole worker processes come to the rate a provider allows, with one of them and with three that share the limit:
 * films whose id is known, no pictures, a provider that is slow, refuses one request in a hundred and fails one in a hundred.
 */
export const enrichRate: Bench = async ({ engine }) => {
  const measured = [await measure(engine, 1)];
  if (engine === "postgres") measured.push(await measure(engine, 3));
  return {
    name: "enrich-rate",
    workload: `${films} films with known ids, ${allowedPerSecond} requests a second, 50-200 ms, 1 % 429, 1 % 500`,
    floor: "the rate that is allowed, less the pauses that the provider asks for with a 429",
    rows: measured.flatMap(rowsOf),
    notes: measured.map(
      ({ workers, requests, seconds, pausedSeconds }) =>
        `${nameOf(workers)}: ${requests} requests in ${seconds.toFixed(1)} s, of which ${pausedSeconds.toFixed(1)} s were pauses`,
    ),
  };
};

type Measured = {
  workers: number;
  requests: number;
  /** From the first request to the last one. */
  seconds: number;
  /** Of these, how long the provider said that nobody may ask. */
  pausedSeconds: number;
  moviesRequests: number;
  tooMany: number;
  peakPerSecond: number;
};

const nameOf = (workers: number): string => (workers === 1 ? "1 worker" : `${workers} workers`);

function rowsOf({ workers, ...measured }: Measured): BenchRow[] {
  const { requests, seconds, pausedSeconds, moviesRequests, tooMany, peakPerSecond } = measured;
  const name = nameOf(workers);
  const perSecond = requests / (seconds - pausedSeconds);
  const ofAllowed = { floor: allowedPerSecond, unit: "requests/s" };
  const count = (ours: number) => ({ ours, floor: null, unit: "", ratio: ours });
  return [
    {
      metric: `${name}: rate`,
      ours: perSecond,
      ...ofAllowed,
      ratio: perSecond / allowedPerSecond,
      target: { atLeast: 0.92 },
    },
    {
      metric: `${name}: most in any second`,
      ours: peakPerSecond,
      ...ofAllowed,
      ratio: peakPerSecond / allowedPerSecond,
      target: { atMost: 1 },
    },
    { metric: `${name}: calls per film`, ...count(moviesRequests / films), target: { atMost: 1.05 } },
    { metric: `${name}: 429s caused by us`, ...count(tooMany), target: { atMost: 0 } },
  ];
}

async function measure(engine: "sqlite" | "postgres", workers: number): Promise<Measured> {
  const faults = {
    requestsPerSecond: allowedPerSecond,
    latencyMs: [50, 200] as [number, number],
    rules: [
      { provider: "tmdb" as const, share: 0.01, status: 429 },
      { provider: "tmdb" as const, share: 0.01, status: 500 },
    ],
  };
  const simulator = await startSimulator({ synthetic: films, faults });
  const fresh = await openFresh(engine);
  const env = {
    ...(engine === "postgres" ? { DB_TYPE: engine, DATABASE_URL: fresh.url } : { DB_TYPE: engine }),
    DATA_DIR: fresh.folder,
    TMDB_API_KEY: "0123456789abcdef0123456789abcdef",
    TMDB_BASE_URL: simulator.tmdbBaseUrl,
    TMDB_IMAGE_BASE_URL: simulator.imageBaseUrl,
    // Only the provider's rate is measured.
    YTDLP_PATH: "/nowhere/yt-dlp",
  };
  const processes = Array.from({ length: workers }, () => startWorkerProcess(env));
  try {
    const { db } = fresh;
    const movieIds = await addFilms(db);
    await waitUntil(async () => (await listWorkers(db)).length === workers);
    await transaction(db, (tx) =>
      enqueueMany(
        tx,
        "movie.enrich",
        movieIds.map((movieId) => ({ movieId })),
      ),
    );
    const hasEnded = and(eq(jobs.type, "movie.enrich"), inArray(jobs.status, [...endedStatuses]));
    await waitUntil(async () => (await db.$count(jobs, hasEnded)) >= movieIds.length);
    return readRequests(simulator, workers);
  } finally {
    await Promise.all(processes.map(stopProcess));
    await fresh.close();
    await simulator.close();
  }
}

/** A library that shows no pictures and is not scanned, with its films identified. Returns their ids. */
async function addFilms(db: Db): Promise<number[]> {
  await transaction(db, async (tx) => {
    await setSetting(tx, "tmdb.ratePerSecond", allowedPerSecond);
    // Its pace is another one; the films are of no interest to it.
    await setSetting(tx, "tvmaze.enabled", false);
  });
  const artwork = { limits: Object.fromEntries(movieArtworkTypes.map((type) => [type, 0])) };
  const [library] = await db
    .insert(libraries)
    .values({ name: "Films", path: "/films", type: "movie", enabled: false, automation: "manual", artwork })
    .returning({ libraryId: libraries.id });
  const rows = Array.from({ length: films }, (_, index) => {
    const title = `Synthetic Film ${index}`;
    return {
      libraryId: library?.libraryId ?? 0,
      filePath: `/films/${title}/${title}.mkv`,
      fileName: `${title}.mkv`,
      title,
      ...titleColumns({ title, originalTitle: null, sortTitle: null }),
      tmdbId: 900_000 + index,
      identificationStatus: "identified" as const,
    };
  });
  const added = await bulkInsert(db, movies, rows, { returning: ["id"] });
  return added.map(({ id }) => id);
}

function readRequests(simulator: Simulator, workers: number): Measured {
  const asked = simulator.requests.list().filter(({ path }) => path.startsWith("/3/"));
  const arrivals = asked.map(({ at }) => at);
  const [first, last] = [Math.min(...arrivals), Math.max(...arrivals)];
  const pauses = asked
    .filter(({ status }) => status === 429)
    .map(({ at, tookMs }) => at + tookMs)
    .toSorted((a, b) => a - b);
  let pausedMs = 0;
  let pausedUntil = first;
  for (const from of pauses) {
    const until = Math.min(from + pauseMs, last);
    pausedMs += Math.max(0, until - Math.max(from, pausedUntil));
    pausedUntil = Math.max(pausedUntil, until);
  }
  return {
    workers,
    requests: asked.length,
    seconds: (last - first) / 1000,
    pausedSeconds: pausedMs / 1000,
    moviesRequests: asked.filter(({ path }) => path.startsWith("/3/movie/")).length,
    tooMany: simulator.requests.tooMany("tmdb"),
    peakPerSecond: simulator.requests.peakPerSecond("tmdb"),
  };
}

/** `node worker/index.ts` as `npm start` starts it. */
function startWorkerProcess(env: Record<string, string>): ChildProcess {
  const script = new URL("../worker/index.ts", import.meta.url).pathname;
  const imports = new URL("../db/quick-imports.ts", import.meta.url).pathname;
  return spawn(process.execPath, [...workerFlags, "--import", imports, script], {
    env: { ...process.env, LOG_LEVEL: "error", ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await exited;
}

async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + 4 * 60_000;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error("The films were not all enriched in four minutes.");
    await sleep(250);
  }
}
