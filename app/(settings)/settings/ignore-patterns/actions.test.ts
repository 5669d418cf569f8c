import { dirname } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { aBrowser } from "#app/_server/testing.ts";
import { setRequestHeaders } from "#app/_server/testing-next.ts";
import type { Db } from "#db/client.ts";
import { auditLog, libraryRoots, mediaParts, scanRuns } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { loadIgnoreRules } from "#lib/libraries/ignore-patterns.ts";
import { getMovie } from "#lib/movies/get-movie.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { getScan, getScans } from "../libraries/[libraryId]/scans/queries.ts";
import { inputOf } from "./_components/pattern-draft.ts";
import { addPattern, dropPattern, previewPattern, switchPattern, switchSystem } from "./actions.ts";
import { getPatterns } from "./queries.ts";

let db: Db;
let libraryId: number;

beforeAll(async () => {
  db = await testDb();
  setRequestHeaders((await aBrowser(db, "admin")).headers);
  const movie = await getMovie(db, await aMovie(db));
  libraryId = movie.libraryId;
  await db.insert(libraryRoots).values({ libraryId, path: dirname(dirname(movie.filePath)) });
  await db.insert(mediaParts).values({ movieId: movie.id, kind: "version", path: movie.filePath });
});

test("an administrator adds a pattern, switches it, and takes it away; all of it is in the audit log", async () => {
  const added = await addPattern({ pattern: "*.txt", libraryId });
  expect(added).toMatchObject({ ok: true, data: { pattern: "*.txt" } });
  const patternId = added.ok ? added.data.patternId : 0;
  expect(await switchPattern({ patternId, isEnabled: false })).toMatchObject({ ok: true });
  expect((await getPatterns()).own).toMatchObject([{ pattern: "*.txt", isEnabled: false }]);
  expect(await dropPattern({ patternId })).toMatchObject({
    ok: true,
    data: { pattern: "*.txt", kind: "glob", libraryId },
  });
  expect(await switchSystem({ pattern: "*.part", isEnabled: false })).toMatchObject({ ok: true });
  expect((await loadIgnoreRules(db, libraryId)).map((rule) => rule.pattern)).not.toContain("*.part");
  const actions = (await db.select().from(auditLog).orderBy(auditLog.id)).map((entry) => entry.action);
  expect(actions.filter((name) => name.startsWith("ignore"))).toEqual([
    "ignore.add",
    "ignore.switch",
    "ignore.remove",
    "ignore.switch",
  ]);
});

test("what is refused names its field, and a preview changes nothing", async () => {
  expect(await addPattern({ pattern: "*" })).toMatchObject({ ok: false, error: { code: "invalid", field: "pattern" } });
  expect(await previewPattern({ pattern: "*.mkv", libraryId: null })).toMatchObject({
    data: { files: 1, known: 1, films: 1 },
  });
  expect((await getPatterns()).own).toEqual([]);
  expect(inputOf({ pattern: "a", kind: "auto", libraryId: null })).toEqual({ pattern: "a", libraryId: null });
  expect(inputOf({ pattern: "a", kind: "exact", libraryId: 1 })).toEqual({ pattern: "a", kind: "exact", libraryId: 1 });
});

test("the scans of a library are read newest first, page by page, and each by itself", async () => {
  await db.insert(scanRuns).values(
    Array.from({ length: 26 }, (_, at) => ({
      libraryId,
      status: "completed" as const,
      finishedAt: new Date(),
      moved: 1,
      changes: [{ kind: "moved" as const, path: `/b/${at}.mkv`, from: `/a/${at}.mkv` }],
    })),
  );
  const { scans, older } = await getScans({ libraryId });
  expect([scans.length, scans[0]?.id === (scans[1]?.id ?? 0) + 1, older]).toEqual([25, true, scans.at(-1)?.id]);
  const rest = await getScans({ libraryId, before: older });
  expect([rest.scans.length, rest.older]).toEqual([1, undefined]);
  const { run } = await getScan({ libraryId, scanRunId: rest.scans[0]?.id ?? 0 });
  expect(run.changes).toEqual([{ kind: "moved", path: "/b/0.mkv", from: "/a/0.mkv" }]);
  await expect(getScan({ libraryId: libraryId + 1, scanRunId: run.id })).rejects.toThrow();
});
