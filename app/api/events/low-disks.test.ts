import { expect, test } from "vitest";
import { readLiveJobs } from "#app/_server/live-jobs.ts";
import { aBrowser, origin, paramsOf } from "#app/_server/testing.ts";
import { libraries, libraryRoots } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { listLowDisks } from "#lib/health/low-disks.ts";
import { changeSettings } from "#lib/settings/change-settings.ts";
import { GET } from "./route.ts";

const db = await testDb();

test("R8: a disk with too little room is told on every open page, by a name and without a path", async () => {
  await aBrowser(db, "admin");
  const viewer = await aBrowser(db, "viewer");
  await transaction(db, (tx) => changeSettings(tx, { "downloads.minFreeMb": 1_000_000 }));
  const answer = await GET(new Request(`${origin}/api/events`, { headers: viewer.headers }), paramsOf("/api/events"));
  let text = "";
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    if (text.includes(`"lowDisks":[{"name":"Metarr's data","freeMb":`)) break;
  }
  expect((await readLiveJobs(db)).lowDisks).toMatchObject([{ name: "Metarr's data" }]);
});

test("R8: of a library the fullest of its disks counts, and one that does not answer is not called full", async () => {
  await transaction(db, (tx) => changeSettings(tx, { "downloads.minFreeMb": 500 }));
  const [library] = await db.insert(libraries).values({ name: "Films", path: "/a", type: "movie" }).returning();
  const libraryId = library?.id ?? 0;
  await db.insert(libraryRoots).values(["/a", "/b", "/away"].map((path) => ({ libraryId, path })));
  const freeMb = new Map([
    ["/a", 499],
    ["/b", 20],
  ]);
  const readSpace = async (path: string) => {
    const freeBytes = path === "/away" ? null : (freeMb.get(path) ?? 9000) * 1024 ** 2;
    return { path, freeBytes, totalBytes: null, canWrite: true, problem: null };
  };
  expect(await listLowDisks(db, { readSpace })).toEqual([{ name: "Films", freeMb: 20 }]);
});
