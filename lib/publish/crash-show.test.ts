import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { targetOf } from "#db/handle.ts";
import { libraries, libraryNfoFiles, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { env } from "#lib/env.ts";
import { publishUnit } from "./publish.ts";
import { aPublishableShow } from "./testing-show.ts";

const db = await testDb();
const target = targetOf(db);
const show = await aPublishableShow(db);
afterAll(() => rm(show.root, { recursive: true, force: true }));
const { seriesId, libraryId, directoryPath } = show;
const publish = () => publishUnit(db, { entityType: "series", entityId: seriesId });
const kills = process.env.FAULTS ? 50 : 2;

function child() {
  return spawn(process.execPath, [join(import.meta.dirname, "testing-child.ts"), String(seriesId), "series"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "test",
      DATA_DIR: target.type === "sqlite" ? target.dataDir : env.DATA_DIR,
      ...(target.type === "postgres" ? { DATABASE_URL: target.url } : {}),
    },
  });
}
const ending = (running: ReturnType<typeof child>) => new Promise<void>((done) => running.on("exit", () => done()));

const listFiles = async () =>
  (await readdir(directoryPath, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith(".mtr-"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();

/** Each file is one whole content, and no picture is lost. Returns the hashes of the pictures. */
async function checkWhole(): Promise<Set<string>> {
  const pictures = new Set<string>();
  for (const path of await listFiles()) {
    const bytes = await readFile(path);
    if (path.endsWith(".nfo")) expect(bytes.toString()).toMatch(/^<\?xml[\s\S]*<\/(tvshow|season|episodedetails)>\n?$/);
    if (path.endsWith(".jpg")) {
      expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
      pictures.add(createHash("sha256").update(bytes).digest("hex"));
    }
  }
  return pictures;
}

test(`R3: a publish of a series that is killed leaves every file whole, with seasons, portraits and other names (${kills} random kills)`, {
  timeout: 60_000 + kills * 8_000,
}, async () => {
  await publish();
  const [names, pictures] = [await listFiles(), await checkWhole()];
  const started = performance.now();
  await ending(child());
  const usualMs = performance.now() - started;
  for (let round = 0; round < kills; round++) {
    // Another player renames every picture, another plot writes every NFO anew.
    const profile = round % 2 === 0 ? "jellyfin" : "kodi";
    await db.update(libraries).set({ profile }).where(eq(libraries.id, libraryId));
    await db
      .update(series)
      .set({ plot: `Round ${round}` })
      .where(eq(series.id, seriesId));
    const running = child();
    const end = ending(running);
    await sleep(usualMs * (0.4 + 0.6 * Math.random()));
    running.kill("SIGKILL");
    await end;
    await checkWhole();
    const [row] = await db.select().from(series).where(eq(series.id, seriesId));
    expect(row).toMatchObject({ plot: `Round ${round}`, plotLocked: false });
  }
  await db.update(libraries).set({ profile: "kodi" }).where(eq(libraries.id, libraryId));
  expect((await publish()).plan).toMatchObject({ conflicts: [], problems: [] });
  expect(await listFiles()).toEqual(names);
  expect(await checkWhole()).toEqual(pictures);
  expect(await readFile(join(directoryPath, "tvshow.nfo"), "utf8")).toContain(`<plot>Round ${kills - 1}</plot>`);
  expect(await publish()).toMatchObject({ isChanged: false });
  const records = await db.select().from(libraryNfoFiles).where(eq(libraryNfoFiles.entityType, "series"));
  expect(records.map(({ path }) => path)).toEqual([join(directoryPath, "tvshow.nfo")]);
});
