import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { eq, inArray } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { mediaPlayers, movies, playerUpdates, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { aShow } from "#lib/artwork/testing-show.ts";
import { JobLost } from "#lib/jobs/outcomes.ts";
import type { JobType } from "#lib/jobs/vocabulary.ts";
import { addLibrary } from "#lib/libraries/libraries.ts";
import { log } from "#lib/log.ts";
import { publishUnit } from "#lib/publish/publish.ts";
import { aPublishableFilm, removeFolders } from "#lib/publish/testing.ts";
import { filesRecycle } from "./handlers/files-recycle.ts";
import { filesRestore } from "./handlers/files-restore.ts";
import { libraryScan } from "./handlers/library-scan.ts";
import { tellOfPublished } from "./tell-players.ts";

const db = await testDb();
const root = realpathSync(mkdtempSync(join(tmpdir(), "metarr-tell-players-")));
removeFolders();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const job = {
  jobId: 1,
  attempts: 1,
  maxAttempts: 3,
  claimNo: 1,
  priority: 3,
  lane: "scan",
  createdBy: null,
  runId: null,
};
const aRun = <T extends JobType, P>(type: T, payload: P) => ({
  ...{ db, payload, log, assertOwned: async () => {}, signal: new AbortController().signal, progress: () => {} },
  job: { ...job, type, payload },
});

test("players are told of more than a scan's report keeps, once, also when the scan was stopped before its end", async () => {
  const { id: libraryId } = await addLibrary(db, { name: "Films", paths: [root] }, { scan: false });
  await db.insert(mediaPlayers).values({ name: "Den", kind: "kodi", url: "http://den:8080" });
  const films = Array.from({ length: 520 }, (_, index) => join(root, `Film ${index} (1990)`, "film.mkv"));
  await bulkInsert(
    db,
    movies,
    films.map((filePath, index) => ({
      ...{ libraryId, title: `Film ${index}`, directoryPath: dirname(filePath), filePath, fileName: "film.mkv" },
    })),
  );
  const scan = (assertOwned: (tx: Tx) => Promise<void>) =>
    libraryScan({ ...aRun("library.scan", { libraryId, confirmed: true }), assertOwned });
  await expect(
    scan(async (tx) => {
      if ((await tx.$count(playerUpdates)) > 0) throw new JobLost("Another worker has it.");
    }),
  ).rejects.toThrow(JobLost);
  const told = await db.select().from(playerUpdates);
  expect([told.length, new Set(told.map(({ path }) => path))]).toEqual([520, new Set(films)]);
  expect(told.every(({ change }) => change === "removed")).toBe(true);
  await scan(async () => {});
  expect(await db.$count(playerUpdates)).toBe(520);
});

test("players are told of a series by the folder its episodes lie in, not by the one it would have", async () => {
  const folder = "Salt.Road.S01.1080p.WEB";
  const show = await aShow(db, {
    folder,
    episodes: [{ file: `${folder}/Salt.Road.S01E01.mkv`, season: 1, number: 1 }],
    pictures: {},
    library: { automation: "full" },
    series: { title: "Salt Road", identificationStatus: "enriched" },
  });
  const home = show.directoryPath;
  await db
    .update(series)
    .set({ directoryPath: join(dirname(home), "Salt Road") })
    .where(eq(series.id, show.seriesId));
  await publishUnit(db, { entityType: "series", entityId: show.seriesId, follow: tellOfPublished });
  const told = await db.select().from(playerUpdates).where(eq(playerUpdates.entityType, "series"));
  expect(told.map(({ path }) => path)).toEqual([home]);
});

test("players are told of what was removed with its files, of every episode of a series, and of what comes back", async () => {
  const folder = "Old Mill";
  const files = [1, 2].map((number) => ({ file: `${folder}/Old Mill S01E0${number}.mkv`, season: 1, number }));
  const show = await aShow(db, { folder, episodes: files, pictures: {}, series: { title: "Old Mill" } });
  const film = await aPublishableFilm(db);
  const video = join(film.folder, "Heat (1995).mkv");
  const paths = [...files.map(({ file }) => join(show.root, file)), video];
  const since = new Date(Date.now() - 60_000).toISOString();
  const told = async () => {
    const rows = await db.select().from(playerUpdates).where(inArray(playerUpdates.path, paths));
    return rows.map(({ change, path }) => `${change} ${basename(path)}`).toSorted();
  };
  const both = [
    { entityType: "movie", entityId: film.movieId, userId: null },
    { entityType: "series", entityId: show.seriesId, userId: null },
  ] as const;
  const hide = async (deletedAt: Date | null) => {
    await db.update(movies).set({ deletedAt }).where(eq(movies.id, film.movieId));
    await db.update(series).set({ deletedAt }).where(eq(series.id, show.seriesId));
  };
  const gone = ["removed Heat (1995).mkv", "removed Old Mill S01E01.mkv", "removed Old Mill S01E02.mkv"];

  await hide(new Date());
  for (const payload of both) await filesRecycle(aRun("files.recycle", payload));
  expect(paths.filter((path) => existsSync(path))).toEqual([]);
  expect(await told()).toEqual(gone);
  await hide(null);
  for (const payload of both) await filesRestore(aRun("files.restore", { ...payload, since }));
  expect(paths.filter((path) => existsSync(path))).toEqual(paths);
  expect(await told()).toEqual([...gone.map((line) => line.replace("removed", "changed")), ...gone]);
});
