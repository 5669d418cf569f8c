import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { mediaPlayers, movies, playerUpdates, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { aShow } from "#lib/artwork/testing-show.ts";
import { JobLost } from "#lib/jobs/outcomes.ts";
import { addLibrary } from "#lib/libraries/libraries.ts";
import { log } from "#lib/log.ts";
import { publishUnit } from "#lib/publish/publish.ts";
import { libraryScan } from "./handlers/library-scan.ts";
import { tellOfPublished } from "./tell-players.ts";

const db = await testDb();
const root = realpathSync(mkdtempSync(join(tmpdir(), "metarr-tell-players-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

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
  const scan = (assertOwned: (tx: Tx) => Promise<void>) => {
    const job = { jobId: 1, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 3, lane: "scan", createdBy: null };
    const payload = { libraryId, confirmed: true };
    return libraryScan({
      ...{ db, payload, log, assertOwned, signal: new AbortController().signal, progress: () => {} },
      job: { ...job, type: "library.scan", payload, runId: null },
    });
  };
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
