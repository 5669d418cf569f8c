import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { dialect } from "#db/dialect/index.ts";
import { targetOf } from "#db/handle.ts";
import { assetCandidates, libraryImageFiles, libraryNfoFiles, movies, recycleBin } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { jpeg, posterSize } from "#lib/artwork/testing.ts";
import { env } from "#lib/env.ts";
import { publishLibrary } from "./publish-library.ts";
import { aPublishableFilm, choosePicture, publishMovie, removeFolders, type TestFilm, upgrade } from "./testing.ts";

const db = await testDb();
removeFolders();
const target = targetOf(db);
const theirPoster = await jpeg(77, posterSize);
const theirNfo = Buffer.from("<movie><title>Theirs</title></movie>");
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

let film: TestFilm;

// A film whose publish recycles, renames and writes: it was published, upgraded, changed, and its new names are taken.
beforeEach(async () => {
  film = await aPublishableFilm(db);
  await publishMovie(db, { movieId: film.movieId });
  await upgrade(db, film, "Heat 2160p.mkv");
  await db.update(movies).set({ tagline: "New" }).where(eq(movies.id, film.movieId));
  await writeFile(join(film.folder, "Heat 2160p.nfo"), theirNfo);
  await writeFile(join(film.folder, "Heat 2160p-poster.jpg"), theirPoster);
});

function childEnv(failAt?: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: "test",
    DATA_DIR: target.type === "sqlite" ? target.dataDir : env.DATA_DIR,
    ...(target.type === "postgres" ? { DATABASE_URL: target.url } : {}),
    ...(failAt === undefined ? {} : { FAIL_AT: failAt }),
  };
}

function child(failAt?: string) {
  return spawn(process.execPath, [join(import.meta.dirname, "testing-child.ts"), String(film.movieId)], {
    stdio: ["ignore", "ignore", "pipe"],
    env: childEnv(failAt),
  });
}

async function ending(process: ReturnType<typeof child>): Promise<string> {
  return new Promise((done) => process.on("exit", (code, signal) => done(signal ?? `exit ${code}`)));
}

/** Every file in the folder is one whole old or new content; nothing of somebody else's is lost. */
async function checkFolder(): Promise<void> {
  const binned = await db.select().from(recycleBin).where(isNull(recycleBin.purgedAt));
  const whole = new Set([sha256(theirPoster), sha256(theirNfo)]);
  for (const name of await readdir(film.folder)) {
    const bytes = await readFile(join(film.folder, name));
    if (name.endsWith(".nfo")) expect(bytes.toString()).toMatch(/^(<\?xml|<movie>)[\s\S]*<\/movie>\n?$/);
    if (name.endsWith(".jpg")) expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
    whole.delete(sha256(bytes));
  }
  for (const row of binned) {
    const bytes = await readFile(join(env.DATA_DIR, row.recyclePath)).catch(() => Buffer.alloc(0));
    whole.delete(sha256(bytes));
  }
  expect([...whole]).toEqual([]);
}

/** After another publish all is as if there had been no stop. */
async function checkRecovery(): Promise<void> {
  await publishMovie(db, { movieId: film.movieId });
  await checkFolder();
  const names = (await readdir(film.folder)).toSorted().filter((name) => !name.startsWith(".mtr-"));
  expect(names).toEqual(["Heat 2160p-fanart.jpg", "Heat 2160p-poster.jpg", "Heat 2160p.mkv", "Heat 2160p.nfo"]);
  expect(await readFile(join(film.folder, "Heat 2160p.nfo"), "utf8")).toContain("<tagline>New</tagline>");
  expect(await publishMovie(db, { movieId: film.movieId })).toMatchObject({ isChanged: false });
  const images = (await db.select().from(libraryImageFiles)).filter((row) => row.filePath.startsWith(film.folder));
  for (const row of images) expect(sha256(await readFile(row.filePath))).toBe(row.hash);
  const nfos = await db.select().from(libraryNfoFiles).where(eq(libraryNfoFiles.entityId, film.movieId));
  expect(nfos.map((row) => row.path)).toEqual([join(film.folder, "Heat 2160p.nfo")]);
  const rows = await db.select().from(recycleBin).where(eq(recycleBin.entityId, film.movieId));
  for (const row of rows) {
    const bytes = await readFile(join(env.DATA_DIR, row.recyclePath));
    // A stop right after the move leaves the row without its hash.
    expect(sha256(bytes)).toBe(row.fileHash ?? sha256(bytes));
  }
  const originals = rows.map((row) => row.originalPath.slice(film.folder.length + 1)).toSorted();
  expect(originals).toEqual(expect.arrayContaining(["Heat 2160p-poster.jpg", "Heat 2160p.nfo"]));
  expect(new Set(originals).size).toBe(originals.length);
}

/** Starting a process costs more than the publish: those that differ by engine run on both, the others on one. */
const onBoth = ["recycle.recorded", "recycle.moved", "publish.rows"];
const onOne = [
  "publish.planned",
  "recycle.renamed",
  "publish.recycled",
  "publish.renamed",
  "publish.create",
  "publish.flush",
  "publish.rename",
  "publish.written",
];

const kills = process.env.FAULTS ? 200 : 5;

describe("R3: a publish that is killed", { timeout: 60_000 + kills * 5_000 }, () => {
  test.each(dialect === "sqlite" ? [...onOne, ...onBoth] : onBoth)(
    "at %s leaves every file whole, and the next one ends it",
    async (failAt) => {
      expect(await ending(child(failAt))).toBe("SIGKILL");
      await checkFolder();
      await checkRecovery();
    },
  );

  test.each(["publish.written", "publish.rows"])(
    "at %s is not taken for an edit of somebody else when the film changes before the next one",
    async (failAt) => {
      expect(await ending(child(failAt))).toBe("SIGKILL");
      await db.update(movies).set({ tagline: "Newest", outline: "Later" }).where(eq(movies.id, film.movieId));
      await publishMovie(db, { movieId: film.movieId });
      const [movie] = await db.select().from(movies).where(eq(movies.id, film.movieId));
      expect(movie).toMatchObject({ tagline: "Newest", taglineLocked: false, outline: "Later", outlineLocked: false });
      expect(await readFile(join(film.folder, "Heat 2160p.nfo"), "utf8")).toContain("<tagline>Newest</tagline>");
      expect(await publishMovie(db, { movieId: film.movieId })).toMatchObject({ isChanged: false });
    },
  );

  test(`at any moment leaves every file whole (${kills} random kills)`, async () => {
    const started = performance.now();
    expect(await ending(child())).toBe("exit 0");
    const usualMs = performance.now() - started;
    await checkRecovery();
    for (let round = 0; round < kills; round++) {
      await writeFile(join(film.folder, "Heat 2160p-poster.jpg"), theirPoster);
      await db
        .update(movies)
        .set({ outline: `Round ${round}` })
        .where(eq(movies.id, film.movieId));
      const running = child();
      const end = ending(running);
      await sleep(usualMs * (0.4 + 0.6 * Math.random()));
      running.kill("SIGKILL");
      await end;
      await checkFolder();
      // What Metarr wrote itself is nobody's edit: the next value is not held back by the one before.
      if (round % 2 === 1) await publishMovie(db, { movieId: film.movieId });
      const [movie] = await db.select().from(movies).where(eq(movies.id, film.movieId));
      expect(movie).toMatchObject({ outline: `Round ${round}`, outlineLocked: false });
    }
    await publishMovie(db, { movieId: film.movieId });
    expect(await publishMovie(db, { movieId: film.movieId })).toMatchObject({ isChanged: false });
  });
});

// A disk of four pages, which only the child sees: the NFO fits, a poster of this size does not.
const largePoster = { width: 800, height: 1200 };
const canMount = spawnSync("unshare", ["-Urm", "true"]).status === 0;
const why = canMount ? "" : " (skipped: unshare may not make a disk on this machine)";

describe(`R8: a full disk${why}`, { timeout: 120_000 }, () => {
  test.runIf(canMount)("leaves no half file, is named, and costs nothing once there is room", async () => {
    await db.update(assetCandidates).set({ isSelected: false }).where(eq(assetCandidates.assetType, "poster"));
    await choosePicture(db, { movieId: film.movieId, type: "poster", bytes: await jpeg(78, largePoster) });
    const script = `mount -t tmpfs -o size=16k none "$1" && mkdir "$2" && echo video > "$2/Heat 2160p.mkv" &&
      "$3" "$4" "$5"; code=$?; ls -A "$2"; exit $code`;
    const childFile = join(import.meta.dirname, "testing-child.ts");
    const args = [film.root, film.folder, process.execPath, childFile, String(film.movieId)];
    const running = spawn("unshare", ["-Urm", "sh", "-c", script, "sh", ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: childEnv(),
    });
    let [out, err] = ["", ""];
    running.stdout.on("data", (chunk) => (out += chunk));
    running.stderr.on("data", (chunk) => (err += chunk));
    expect(await new Promise((done) => running.on("close", done))).toBe(1);
    expect(err).toContain("the disk is full");
    expect(err).toContain(film.folder);
    const names = out.trim().split("\n");
    expect(names).toEqual(expect.arrayContaining(["Heat 2160p.mkv", "Heat 2160p.nfo"]));
    expect(names.filter((name) => name.includes("poster") || name.startsWith(".mtr-"))).toEqual([]);
    await checkFolder();
    await checkRecovery();
  });
});

describe(`R9: a library that may only be read${why}`, { timeout: 60_000 }, () => {
  test.runIf(canMount)("is one error for all of its films, and costs nothing once it may be written", async () => {
    const other = join(film.root, "Ronin (1998)");
    await mkdir(other);
    await writeFile(join(other, "Ronin (1998).mkv"), "video");
    await db.insert(movies).values({
      libraryId: film.libraryId,
      filePath: join(other, "Ronin (1998).mkv"),
      fileName: "Ronin (1998).mkv",
      title: "Ronin",
      identificationStatus: "enriched",
    });
    const script = `mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && exec "$2" "$3" "$4" library`;
    const childFile = join(import.meta.dirname, "testing-child.ts");
    const args = [film.root, process.execPath, childFile, String(film.libraryId)];
    const done = spawnSync("unshare", ["-Urm", "sh", "-c", script, "sh", ...args], {
      env: childEnv(),
      encoding: "utf8",
    });
    expect(done.status).toBe(1);
    expect(done.stderr.trim().split("\n")).toEqual([expect.stringContaining("read-only")]);
    await checkFolder();
    await checkRecovery();
    expect(await publishLibrary(db, { libraryId: film.libraryId })).toMatchObject({ problems: [], nfoWritten: 1 });
  });
});
