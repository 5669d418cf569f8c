import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { testDb } from "#db/testing.ts";
import { Permanent } from "#lib/jobs/outcomes.ts";
import { addLibrary, removeLibrary } from "#lib/libraries/libraries.ts";
import { log } from "#lib/log.ts";
import type { JobContext } from "../handler.ts";
import { libraryScan } from "./library-scan.ts";

const db = await testDb();
const root = mkdtempSync(join(tmpdir(), "metarr-scan-job-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function scan(
  payload: JobContext<"library.scan">["payload"],
  progress: JobContext<"library.scan">["progress"] = () => {},
) {
  const job = { jobId: 1, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 3, lane: "scan", createdBy: null };
  const context: JobContext<"library.scan"> = {
    db,
    payload,
    job: { ...job, type: "library.scan", payload, runId: null },
    signal: new AbortController().signal,
    progress,
    log,
    assertOwned: async () => {},
  };
  return libraryScan(context);
}

test("a scan reports what it found, asks a person when films are gone, and leaves removed libraries alone", async () => {
  const folder = join(root, "Charade (1963)");
  mkdirSync(folder);
  writeFileSync(join(folder, "Charade.mkv"), "film");
  const { id: libraryId } = await addLibrary(db, { name: "Films", paths: [root] }, { scan: false });
  expect(await scan({ libraryId })).toMatchObject({ added: 1, problems: [] });
  const told: unknown[] = [];
  await scan({ libraryId }, (percent, note) => told.push([percent, note]));
  expect(told[0]).toEqual([
    99,
    expect.stringMatching(/^1 of about 1 file, 0 folders changed, [\d,]+ files? a second$/),
  ]);

  rmSync(folder, { recursive: true });
  // R9: nobody is helped by trying again soon, so the job is over at its first attempt.
  await expect(scan({ libraryId })).rejects.toThrow(Permanent);
  await expect(scan({ libraryId })).rejects.toThrow(root);
  expect(await scan({ libraryId, confirmed: true })).toMatchObject({ missing: 1 });

  await removeLibrary(db, libraryId);
  expect(await scan({ libraryId })).toEqual({ skipped: "The library is no longer in Metarr." });
});

test("R3 a scan removes what a publish left that was stopped, but not what another is writing", async () => {
  const shelf = join(root, "shelf");
  const folder = join(shelf, "Charade (1963)");
  mkdirSync(folder, { recursive: true });
  for (const name of ["Charade.mkv", ".mtr-0123abcd"]) writeFileSync(join(folder, name), "x");
  const { id: libraryId } = await addLibrary(db, { name: "Shelf", paths: [shelf] }, { scan: false });
  await scan({ libraryId });
  expect(readdirSync(folder)).toContain(".mtr-0123abcd");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 600_000 });
  try {
    await scan({ libraryId });
  } finally {
    vi.useRealTimers();
  }
  expect(readdirSync(folder)).toEqual(["Charade.mkv"]);
});
