import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { assetCandidates, cacheImageFiles, libraryImageFiles, movies } from "#db/schema/index.ts";
import { type StoredImage, storeImage } from "#lib/artwork/store.ts";
import { env } from "#lib/env.ts";
import { addLibrary } from "#lib/libraries/libraries.ts";
import { scanLibrary } from "#lib/libraries/scan-library.ts";
import { publishLibrary } from "#lib/publish/publish-library.ts";
import { type Bench, median, timeMs } from "./bench.ts";
import { makeFilms } from "./make-library.ts";
import { openFresh } from "./open.ts";

const filmCount = 2000;

const rounds = 3;

/** NFO, poster and fanart of 2,000 films, each flushed to the disk. */
export const publish: Bench = async ({ engine }) => {
  const measured = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await publishOnce(engine));
  const ratios = measured.map(({ oursMs, floorMs }) => oursMs / floorMs);
  const again = Math.max(...measured.map(({ writtenAgain }) => writtenAgain));
  return {
    name: "publish",
    workload: `NFO, poster and fanart of ${filmCount} films, flushed`,
    floor: "write + fsync + rename of the same bytes, one file after another",
    rows: [
      {
        metric: "time",
        ours: median(measured.map(({ oursMs }) => oursMs)),
        floor: median(measured.map(({ floorMs }) => floorMs)),
        unit: "ms",
        ratio: median(ratios),
        spread: { min: Math.min(...ratios), max: Math.max(...ratios) },
        target: { atMost: 1.6 },
      },
      {
        metric: "writes of a second publish",
        ours: again,
        floor: null,
        unit: "files",
        ratio: again,
        target: { atMost: 0 },
      },
    ],
  };
};

async function publishOnce(engine: "sqlite" | "postgres") {
  const home = mkdtempSync(join(tmpdir(), "metarr-films-"));
  const fresh = await openFresh(engine);
  try {
    const root = join(home, "films");
    mkdirSync(root);
    // A foreign NFO under the published name would be recycled first; the floor has nothing of that kind.
    await makeFilms(root, filmCount, { nfo: false, pictures: false });
    const library = await addLibrary(fresh.db, { name: "Films", paths: [root] }, { scan: false });
    await scanLibrary(fresh.db, { libraryId: library.id });
    const pictures = await chooseArtwork(fresh.db);
    const oursMs = await timeMs(async () => {
      const total = await publishLibrary(fresh.db, { libraryId: library.id });
      if (total.nfoWritten !== filmCount)
        throw new Error(`${total.nfoWritten} of ${filmCount} NFO files were written.`);
    });
    const [first] = await fresh.db.select().from(movies).limit(1);
    const nfo = readFileSync((first?.filePath ?? "").replace(/\.mkv$/, ".nfo"));
    const floorMs = await timeMs(() =>
      writeRaw(join(home, "raw"), [
        nfo,
        ...pictures.map((picture) => readFileSync(join(env.DATA_DIR, picture.filePath))),
      ]),
    );
    const before = await fresh.db.$count(libraryImageFiles);
    const again = await publishLibrary(fresh.db, { libraryId: library.id });
    const rowsAgain = (await fresh.db.$count(libraryImageFiles)) - before;
    const writtenAgain = again.nfoWritten + again.artworkWritten + again.renamed + again.recycled + rowsAgain;
    return { oursMs, floorMs, writtenAgain };
  } finally {
    await fresh.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Gives every film the same chosen poster and fanart, as downloads would. */
async function chooseArtwork(db: Db): Promise<StoredImage[]> {
  const draw = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: { r: 40, g: 80, b: 120 } } })
      .jpeg()
      .toBuffer();
  const poster = await storeImage({ bytes: await draw(1000, 1500), name: "poster" });
  const fanart = await storeImage({ bytes: await draw(1920, 1080), name: "fanart" });
  const films = await db.select({ id: movies.id }).from(movies);
  const chosen = [
    { type: "poster" as const, image: poster },
    { type: "fanart" as const, image: fanart },
  ];
  for (const { type, image } of chosen) {
    const owner = (entityId: number) => ({ entityType: "movie" as const, entityId });
    const files = await bulkInsert(
      db,
      cacheImageFiles,
      films.map(({ id }) => ({
        ...owner(id),
        filePath: image.filePath,
        fileName: `${type}.jpg`,
        fileSizeBytes: image.sizeBytes,
        fileHash: image.sha256,
        imageType: type,
        width: image.width,
        height: image.height,
        format: image.format,
        sourceType: "provider" as const,
      })),
      { returning: ["id", "entityId"] },
    );
    await bulkInsert(
      db,
      assetCandidates,
      files.map((file) => ({
        ...owner(file.entityId),
        assetType: type,
        provider: "tmdb",
        url: `${type}.jpg`,
        isSelected: true,
        rank: 1,
        cacheFileId: file.id,
      })),
    );
    const mirror = type === "poster" ? "posterId" : "fanartId";
    await bulkUpdate(
      db,
      movies,
      files.map((file) => ({ id: file.entityId, [mirror]: file.id })),
    );
  }
  await db
    .update(movies)
    .set({ identificationStatus: "enriched" })
    .where(eq(movies.identificationStatus, "discovered"));
  return [poster, fanart];
}

function writeRaw(folder: string, contents: Uint8Array[]): void {
  for (let index = 0; index < filmCount; index += 1) {
    for (const [kind, bytes] of contents.entries()) {
      const path = join(folder, String(index), `file-${kind}`);
      mkdirSync(dirname(path), { recursive: true });
      const file = openSync(`${path}.tmp`, "w");
      writeSync(file, bytes);
      fsyncSync(file);
      closeSync(file);
      renameSync(`${path}.tmp`, path);
    }
  }
}
