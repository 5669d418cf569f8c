import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import sharp from "sharp";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { assetCandidates, cacheImageFiles, libraryImageFiles, libraryNfoFiles, movies } from "#db/schema/index.ts";
import { assetPath } from "#lib/artwork/store.ts";
import { env } from "#lib/env.ts";
import { addLibrary } from "#lib/libraries/libraries.ts";
import { publishLibrary } from "#lib/publish/publish-library.ts";
import { workerFlags } from "#worker/node-flags.ts";
import { type Bench, timeMs } from "./bench.ts";
import { makeFilms } from "./make-library.ts";
import { openFresh } from "./open.ts";

const filmCount = 20_000;
const pictureTypes = ["poster", "fanart"] as const;

/** What a run of verifying says of itself; see verify.child.ts. */
export type VerifyFigures = {
  ms: number;
  longestMs: number;
  peakMb: number;
  slices: number;
  read: number;
  open: number;
};

/** Verifying a published library in order, to its end: each of its files and each picture in the cache is other bytes. */
export const verify: Bench = async ({ engine }) => {
  const home = mkdtempSync(join(tmpdir(), "metarr-films-"));
  const fresh = await openFresh(engine);
  try {
    const libraryId = await makeLibrary(fresh.db, join(home, "films"));
    const paths = await listPaths(fresh.db);
    const target = engine === "postgres" ? { type: engine, url: fresh.url } : { type: engine, dataDir: fresh.folder };
    const { ms, longestMs, peakMb, slices, read, open } = await verifyOnce(JSON.stringify(target), libraryId);
    if (read !== paths.length || open > 0)
      throw new Error(`${read} of ${paths.length} files were read, ${open} findings are open.`);
    const floorMs = await timeMs(() => paths.forEach(lookAndHash));
    const alone = { floor: null } as const;
    return {
      name: "verify",
      workload: `a run over ${filmCount} films with ${paths.length} files in the library and the cache, in ${slices} slices`,
      floor: "lstat + hash of the same files, one after another",
      rows: [
        { metric: "time", ours: ms, floor: floorMs, unit: "ms", ratio: ms / floorMs, target: { atMost: 150 } },
        {
          metric: "longest slice",
          ours: longestMs,
          ...alone,
          unit: "ms",
          ratio: longestMs,
          target: { atMost: 10_000 },
        },
        { metric: "peak", ours: peakMb, ...alone, unit: "MB", ratio: peakMb, target: { atMost: 400 } },
      ],
    };
  } finally {
    await fresh.close();
    rmSync(home, { recursive: true, force: true });
  }
};

/** In a process of its own, so that its memory is that of verifying alone. */
async function verifyOnce(target: string, libraryId: number): Promise<VerifyFigures> {
  const [script, imports] = ["./verify.child.ts", "../db/quick-imports.ts"].map(
    (file) => new URL(file, import.meta.url).pathname,
  );
  const args = [...workerFlags, "--import", imports ?? "", script ?? "", target, String(libraryId)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout);
}

function lookAndHash(path: string): void {
  lstatSync(path);
  createHash("sha256").update(readFileSync(path)).digest("hex");
}

async function listPaths(db: Db): Promise<string[]> {
  const nfos = await db.select({ path: libraryNfoFiles.path }).from(libraryNfoFiles);
  const pictures = await db.select({ path: libraryImageFiles.filePath }).from(libraryImageFiles);
  const cached = await db.select({ path: cacheImageFiles.filePath }).from(cacheImageFiles);
  return [...nfos, ...pictures].map(({ path }) => path).concat(cached.map(({ path }) => join(env.DATA_DIR, path)));
}

/** Films as scanning, enriching and publishing leave them. The rows are written at once; the files are published. */
async function makeLibrary(db: Db, root: string): Promise<number> {
  mkdirSync(root);
  await makeFilms(root, filmCount, { nfo: false, pictures: false });
  const { id: libraryId } = await addLibrary(db, { name: "Films", paths: [root] }, { scan: false });
  const films = await bulkInsert(
    db,
    movies,
    Array.from({ length: filmCount }, (_, index) => {
      const name = `Film ${index} (${1950 + (index % 70)})`;
      const of = { title: `Film ${index}`, plot: "A story. ".repeat(40), identificationStatus: "enriched" as const };
      return { libraryId, filePath: join(root, name, `${name}.mkv`), fileName: `${name}.mkv`, ...of };
    }),
    { returning: ["id"] },
  );
  for (const type of pictureTypes)
    await choosePictures(
      db,
      type,
      films.map(({ id }) => id),
    );
  const { nfoWritten, artworkWritten } = await publishLibrary(db, { libraryId });
  if (nfoWritten !== filmCount || artworkWritten !== pictureTypes.length * filmCount)
    throw new Error(`${nfoWritten} NFO files and ${artworkWritten} pictures were published.`);
  return libraryId;
}

/** A chosen picture for each film, told apart from the others by what stands behind its end. */
async function choosePictures(db: Db, type: (typeof pictureTypes)[number], movieIds: readonly number[]): Promise<void> {
  const size = type === "poster" ? { width: 200, height: 300 } : { width: 320, height: 180 };
  const drawn = await sharp({ create: { ...size, channels: 3, background: { r: 40, g: 80, b: 120 } } })
    .jpeg()
    .toBuffer();
  const owners = movieIds.map((entityId) => ({ entityType: "movie" as const, entityId }));
  const files = await bulkInsert(
    db,
    cacheImageFiles,
    owners.map((owner) => {
      const bytes = Buffer.concat([drawn, Buffer.from(`${type} ${owner.entityId}`)]);
      const fileHash = createHash("sha256").update(bytes).digest("hex");
      const filePath = assetPath(fileHash, "jpg");
      mkdirSync(dirname(join(env.DATA_DIR, filePath)), { recursive: true });
      writeFileSync(join(env.DATA_DIR, filePath), bytes);
      const of = { filePath, fileName: basename(filePath), fileHash, fileSizeBytes: bytes.length };
      return { ...owner, ...of, ...size, imageType: type, format: "jpg", sourceType: "provider" as const };
    }),
    { returning: ["id", "entityId"] },
  );
  const choice = { assetType: type, provider: "tmdb", url: `${type}.jpg`, isSelected: true, rank: 1 } as const;
  await bulkInsert(
    db,
    assetCandidates,
    files.map(({ id: cacheFileId, entityId }) => ({ entityType: "movie" as const, entityId, ...choice, cacheFileId })),
  );
  const shown = type === "poster" ? "posterId" : "fanartId";
  await bulkUpdate(
    db,
    movies,
    files.map((file) => ({ id: file.entityId, [shown]: file.id })),
  );
}
