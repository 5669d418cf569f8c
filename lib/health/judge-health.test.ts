import { describe, expect, test } from "vitest";
import { judgeHealth } from "./judge-health.ts";
import type { Health } from "./read-health.ts";

const gigabyte = 1024 ** 3;
const seenAt = new Date("2026-11-23T10:00:00Z");
const disk = { path: "/data", freeBytes: 50 * gigabyte, totalBytes: 100 * gigabyte, canWrite: true, problem: null };
const root = { ...disk, path: "/films", libraryName: "Films", state: "online" as const, stateReason: null };
const usage = {
  requests: 10,
  errors: 0,
  lastError: null,
  lastUsedAt: seenAt,
  state: "ready" as const,
  until: null,
  keptAnswers: 3,
  leftToday: null,
};

const well: Health = {
  version: "1.0.0",
  nodeVersion: "24.0.0",
  startedAt: seenAt,
  engine: { engine: "sqlite", version: "3.50.0", sizeBytes: 5 * 1024 ** 2 },
  data: disk,
  roots: [root],
  workers: [{ workerId: "w1", startedAt: seenAt.toISOString(), jobsInHand: 2, seenAt, isPresent: true }],
  jobs: { pending: 1, running: 2, completed: 3, failed: 0, cancelled: 0 },
  films: 12,
  episodes: 0,
  tmdb: { isEnabled: true, key: "set", usage },
  ytdlp: { version: "2026.08.01", notice: null },
};

const find = (health: Partial<Health>, id: string) =>
  judgeHealth({ ...well, ...health }).find((check) => check.id === id);

describe("the health of Metarr", () => {
  test("is well when everything is there", () => {
    expect(judgeHealth(well).map(({ state }) => state)).toEqual(Array(7).fill("ok"));
  });

  test("names what is worst first", () => {
    const checks = judgeHealth({ ...well, jobs: { ...well.jobs, failed: 1 }, workers: [] });
    expect(checks.slice(0, 3).map(({ state }) => state)).toEqual(["danger", "warning", "ok"]);
  });

  test("says that nothing happens without a worker, and what waits", () => {
    const gone = well.workers.map((worker) => ({ ...worker, isPresent: false }));
    expect(find({ workers: gone }, "worker")?.message).toBe(
      "No worker is running, so nothing is scanned, fetched or published. 1 job waits.",
    );
  });

  test.each([
    [0.5, "danger"],
    [3, "warning"],
    [30, "ok"],
  ])("with %s GB free the data folder is %s", (free, state) => {
    expect(find({ data: { ...disk, freeBytes: free * gigabyte } }, "data")?.state).toBe(state);
  });

  test("says that the data folder cannot be written", () => {
    expect(find({ data: { ...disk, canWrite: false } }, "data")).toMatchObject({ state: "danger" });
  });

  test("advises PostgreSQL above 10,000 films on SQLite only", () => {
    expect(find({ films: 10_001 }, "database")?.state).toBe("warning");
    const postgres = { ...well.engine, engine: "postgres" as const };
    expect(find({ films: 10_001, engine: postgres }, "database")?.state).toBe("ok");
  });

  test("tells a missing key, a key that cannot be read and a pause apart", () => {
    const messageOf = (tmdb: Partial<Health["tmdb"]>) => find({ tmdb: { ...well.tmdb, ...tmdb } }, "tmdb")?.message;
    expect(messageOf({ key: "missing" })).toContain("no API key yet");
    expect(messageOf({ key: "unreadable" })).toContain("AUTH_SECRET");
    expect(messageOf({ usage: { ...usage, state: "paused", lastError: "TMDB did not answer." } })).toContain(
      "TMDB did not answer.",
    );
    expect(messageOf({ isEnabled: false })).toContain("Switched off");
  });

  test("names each folder that is offline, with its reason", () => {
    const roots = [root, { ...root, path: "/nas", state: "offline" as const, stateReason: "/nas is empty." }];
    expect(find({ roots }, "root:/nas")).toMatchObject({ title: "Films", state: "danger", message: "/nas is empty." });
    const dead = { ...root, path: "/dead", problem: "The folder does not exist." };
    expect(find({ roots: [dead] }, "root:/dead")?.message).toBe("/dead cannot be read. The folder does not exist.");
  });
});
