import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import pLimit from "p-limit";
import sharp from "sharp";
import { bulkInsert } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { assetCandidates, cacheImageFiles, libraries, movies } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { createThreadPool } from "#lib/files/thread-pool.ts";
import { threadScript } from "#lib/files/thread-script.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { newRunId } from "#lib/jobs/run-phase.ts";
import { tmdbImageHome } from "#lib/providers/tmdb-artwork.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { titleColumns } from "#lib/sort-key.ts";
import { seededRandom } from "#simulator/catalogue/seed.ts";
import { runUntilIdle } from "#worker/run.ts";
import type { FloorPicture, FloorTask } from "./artwork-floor.thread.ts";
import { type Bench, median, timeMs } from "./bench.ts";
import { drawNoise } from "./draw-noise.ts";
import { openFresh } from "./open.ts";

const pictureCount = 200;
const rounds = 3;
const size = { width: 2000, height: 3000 };

/** The posters of 200 films: downloaded, verified, hashed, made into thumbnails, kept and chosen, as the worker does it. */
export const artwork: Bench = async ({ engine }) => {
  const server = await servePictures(await drawPosters());
  try {
    const measured: { oursMs: number; floorMs: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const floorMs = await measureFloor(engine, server.url);
      measured.push({ floorMs, oursMs: await measureOurs(engine, server.url) });
    }
    const ratios = measured.map(({ oursMs, floorMs }) => oursMs / floorMs);
    return {
      name: "artwork",
      workload: `${pictureCount} posters of 2000 × 3000 from a server on this machine, by jobs: ${megabytes(server)} MB`,
      floor: `download, one decode, thumbnails, hashes, flushed files and one insert, in ${availableParallelism()} threads`,
      rows: [
        {
          metric: "time",
          ours: median(measured.map(({ oursMs }) => oursMs)),
          floor: median(measured.map(({ floorMs }) => floorMs)),
          unit: "ms",
          ratio: median(ratios),
          target: { atMost: 1.5 },
          spread: { min: Math.min(...ratios), max: Math.max(...ratios) },
        },
      ],
    };
  } finally {
    await server.close();
  }
};

type Server = { url: string; sizeBytes: number; close: () => Promise<void> };

const megabytes = ({ sizeBytes }: Server) => Math.round(sizeBytes / 1_048_576);

/** All different, as bytes and to the eye as well: some photographs in many lights. */
async function drawPosters(): Promise<Buffer[]> {
  const posters: Buffer[] = [];
  const perPhoto = 50;
  const drawn = { width: size.width / 2, height: size.height / 2 };
  for (let photo = 0; photo < pictureCount / perPhoto; photo += 1) {
    const noise = await drawNoise({ ...drawn, random: seededRandom(photo + 1) });
    const large = await sharp(noise, { raw: { ...drawn, channels: 3 } })
      .resize(size)
      .raw()
      .toBuffer();
    for (let light = 0; light < perPhoto; light += 1) {
      const image = sharp(large, { raw: { ...size, channels: 3 } }).linear(0.7 + light * 0.01, light);
      posters.push(await image.jpeg({ quality: 88 }).toBuffer());
    }
  }
  return posters;
}

async function servePictures(pictures: readonly Buffer[]): Promise<Server> {
  const server = createServer((request, response) => {
    const picture = pictures[Number(/(\d+)\.jpg$/.exec(request.url ?? "")?.[1] ?? -1)];
    if (picture) response.writeHead(200, { "content-type": "image/jpeg" }).end(picture);
    else response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/t/p`,
    sizeBytes: pictures.reduce((sum, picture) => sum + picture.byteLength, 0),
    close: () => new Promise((done) => server.close(() => done())),
  };
}

async function measureFloor(engine: "sqlite" | "postgres", url: string): Promise<number> {
  const fresh = await openFresh(engine);
  const folder = mkdtempSync(join(tmpdir(), "metarr-floor-"));
  const movieIds = await addFilms(fresh.db, url);
  const pool = createThreadPool<FloorTask, FloorPicture>({
    script: threadScript(import.meta.url, "artwork-floor.thread.ts"),
    timeoutMs: 60_000,
    describe: () => "A picture",
  });
  try {
    return await timeMs(async () => {
      const limit = pLimit(pool.size * 2);
      const made = Array.from({ length: pictureCount }, (_, index) =>
        limit(async () => {
          const answer = await fetch(`${url}/original/${index}.jpg`);
          return pool.run({ bytes: new Uint8Array(await answer.arrayBuffer()), folder });
        }),
      );
      await insertAll(fresh.db, movieIds, await Promise.all(made));
    });
  } finally {
    await pool.close();
    await fresh.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function insertAll(db: Db, movieIds: readonly number[], pictures: readonly FloorPicture[]): Promise<void> {
  const rows = pictures.map(({ sha256, sizeBytes, perceptualHash, differenceHash }, index) => ({
    entityType: "movie" as const,
    entityId: movieIds[index] ?? 0,
    imageType: "poster" as const,
    filePath: sha256,
    fileName: sha256,
    fileSizeBytes: sizeBytes,
    fileHash: sha256,
    perceptualHash,
    differenceHash,
    ...size,
    format: "jpg",
  }));
  await bulkInsert(db, cacheImageFiles, rows);
}

async function measureOurs(engine: "sqlite" | "postgres", url: string): Promise<number> {
  const fresh = await openFresh(engine);
  try {
    // What the round before kept would be found there.
    rmSync(join(env.DATA_DIR, "cache"), { recursive: true, force: true });
    const movieIds = await addFilms(fresh.db, url);
    const runId = newRunId("enrich");
    const oursMs = await timeMs(async () => {
      await transaction(fresh.db, (tx) =>
        enqueueMany(
          tx,
          "artwork.select",
          movieIds.map((movieId) => ({ movieId })),
          { runId },
        ),
      );
      await runUntilIdle({ db: fresh.db, runId });
    });
    const kept = await fresh.db.$count(cacheImageFiles);
    if (kept !== pictureCount) throw new Error(`Only ${kept} pictures were kept.`);
    return oursMs;
  } finally {
    await fresh.close();
  }
}

/** Films that are enriched, each with one poster on offer. */
async function addFilms(db: Db, url: string): Promise<number[]> {
  await transaction(db, (tx) => setSetting(tx, "tmdb.imageBaseUrl", url));
  const [library] = await db
    .insert(libraries)
    .values({ name: "Films", path: "/films", type: "movie", automation: "manual" })
    .returning({ libraryId: libraries.id });
  const films = Array.from({ length: pictureCount }, (_, index) => ({
    libraryId: library?.libraryId ?? 0,
    filePath: `/films/${index}/${index}.mkv`,
    fileName: `${index}.mkv`,
    ...titleColumns({ title: `Film ${index}`, originalTitle: null, sortTitle: null }),
    title: `Film ${index}`,
    identificationStatus: "enriched" as const,
  }));
  const added = await bulkInsert(db, movies, films, { returning: ["id"] });
  const offers = added.map(({ id }, index) => ({
    entityType: "movie" as const,
    entityId: id,
    assetType: "poster" as const,
    provider: "tmdb",
    url: `${tmdbImageHome}/original/${index}.jpg`,
    ...size,
    score: 80,
  }));
  await bulkInsert(db, assetCandidates, offers);
  return added.map(({ id }) => id);
}
