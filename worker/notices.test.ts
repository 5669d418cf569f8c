import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { fromNow } from "#db/clock.ts";
import {
  jobs,
  libraries,
  libraryRoots,
  mediaPlayers,
  movies,
  notificationChannels,
  notificationMessages,
  playerUpdates,
  rateLimits,
  series,
  webhookEvents,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { Permanent } from "#lib/jobs/outcomes.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { notify } from "#lib/notifications/notify.ts";
import { aChannel } from "#lib/notifications/testing.ts";
import type { Handlers } from "./handler.ts";
import { handlers as everyHandler } from "./handlers/index.ts";
import { tellHealth } from "./health-notices.ts";
import { tellEnded } from "./notices.ts";
import { runUntilIdle } from "./run.ts";
import { sweepLostJobs } from "./sweep.ts";

const db = await testDb();
const home = realpathSync(mkdtempSync(join(tmpdir(), "metarr-notices-")));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const told = async () => {
  const rows = await db.select().from(notificationMessages).orderBy(notificationMessages.id);
  return rows.map(({ event, title }) => `${event}: ${title}`);
};
const run = (handlers: Partial<Handlers>) =>
  runUntilIdle({ db, runId: "run", handlers, backoff: { firstMs: 10, maxMs: 20 } });
let count = 0;

async function aLibrary(type: "movie" | "tv" = "movie") {
  count += 1;
  const path = join(home, `films-${count}`);
  mkdirSync(path);
  const [library] = await db.insert(libraries).values({ name: "Films", path, type, automation: "manual" }).returning();
  const libraryId = library?.id ?? 0;
  await db.insert(libraryRoots).values({ libraryId, path });
  return { libraryId, path };
}
const addFilm = (path: string, name: string) => {
  mkdirSync(join(path, name));
  writeFileSync(join(path, name, `${name}.mkv`), `a film called ${name}`);
};
async function scan(libraryId: number) {
  await transaction(db, (tx) => enqueue(tx, "library.scan", { libraryId }, { runId: "run" }));
  await run({
    "library.scan": everyHandler["library.scan"],
    "movie.probe": async () => {},
    "movie.identify": async () => {},
  });
}

beforeEach(async () => {
  for (const table of [
    ...[jobs, notificationMessages, notificationChannels, movies, series, libraries, rateLimits],
    mediaPlayers,
  ]) {
    await db.delete(table);
  }
});

describe("what jobs tell", () => {
  test("a job that failed for good is told once with its reason; one that is tried again is not", async () => {
    await aChannel(db);
    await transaction(db, (tx) => enqueue(tx, "cache.purge", {}, { runId: "run" }));
    await transaction(db, (tx) => enqueue(tx, "jobs.purge", {}, { runId: "run" }));
    let tries = 0;
    await run({
      "cache.purge": async () => {
        throw new Error("no room");
      },
      "jobs.purge": async () => {
        tries += 1;
        if (tries < 3) throw new Error("not yet");
      },
    });
    const rows = await db.select().from(notificationMessages);
    expect(rows).toMatchObject([
      { event: "job.failed", body: "no room", link: expect.stringMatching(/^\/activity\/\d+$/) },
    ]);
  });

  test("a failed backup is an event of its own, and a channel is never told of its own failures", async () => {
    const channelId = await aChannel(db);
    await transaction(db, (tx) => enqueue(tx, "system.backup", {}, { runId: "run" }));
    await transaction(db, (tx) => enqueue(tx, "notifications.send", { channelId }, { runId: "run" }));
    const fail = async () => {
      throw new Permanent("It cannot.");
    };
    await run({ "system.backup": fail, "notifications.send": fail });
    expect(await told()).toEqual(["backup.failed: Failed: Back up the database"]);
  });

  test("without a channel nothing is written", async () => {
    await aChannel(db, { enabled: false });
    await transaction(db, (tx) => enqueue(tx, "system.backup", {}, { runId: "run" }));
    await run({});
    expect(await told()).toEqual([]);
  });

  test("films and series that need review are told once, with their names", async () => {
    await aChannel(db);
    const movieId = await aMovie(db, { title: "Nosferatu" });
    for (const outcome of ["unsure", "unsure", "identified"]) {
      await transaction(db, (tx) => enqueue(tx, "movie.identify", { movieId }, { runId: "run" }));
      await run({ "movie.identify": async () => ({ outcome, because: "Two films fit." }) });
    }
    expect(await told()).toEqual(["items.review: Nosferatu is to be reviewed"]);
    expect(await db.select().from(notificationMessages)).toMatchObject([
      { libraryId: expect.any(Number), body: "Two films fit." },
    ]);
  });

  test("a publish that left files of somebody else alone asks for a decision", async () => {
    await aChannel(db);
    const movieId = await aMovie(db, { title: "Nosferatu" });
    await transaction(db, (tx) => enqueue(tx, "movie.publish", { movieId }, { runId: "run" }));
    const conflicts = [{ path: "a.nfo" }, { path: "poster.jpg" }];
    await run({ "movie.publish": async () => ({ conflicts }) });
    const [row] = await db.select().from(notificationMessages);
    expect(row).toMatchObject({ event: "publish.conflict", count: 2, link: `/movies/${movieId}/publish` });
  });

  test("what a publish of a series left leads to the page where it is decided", async () => {
    await aChannel(db);
    const { libraryId, path } = await aLibrary("tv");
    const shown = { libraryId, title: "Twin Peaks", directoryPath: join(path, "Twin Peaks") };
    const [show] = await db.insert(series).values(shown).returning();
    const seriesId = show?.id ?? 0;
    await transaction(db, (tx) => enqueue(tx, "series.publish", { seriesId }, { runId: "run" }));
    await run({ "series.publish": async () => ({ conflicts: 1 }) });
    expect(await db.select().from(notificationMessages)).toMatchObject([{ link: `/series/${seriesId}/publish` }]);
  });

  test("what waits for a player whose notification failed for good has another one to come", async () => {
    const [player] = await db.insert(mediaPlayers).values({ name: "Den", kind: "kodi", url: "http://den" }).returning();
    const playerId = player?.id ?? 0;
    const update = { playerId, path: "/a.mkv", change: "changed", entityType: "movie", entityId: 1 } as const;
    await db.insert(playerUpdates).values(update);
    await transaction(db, (tx) => enqueue(tx, "player.notify", { playerId }, { runId: "run" }));
    await run({
      "player.notify": async () => {
        throw new Permanent("It cannot.");
      },
    });
    const left = await db.select().from(jobs).where(eq(jobs.status, "pending"));
    expect(left).toMatchObject([{ type: "player.notify", entityId: playerId }]);
  });

  test("what waits for a channel whose sending failed for good has another one to come", async () => {
    const channelId = await aChannel(db);
    await transaction(db, (tx) => notify(tx, { event: "films.added", title: "A film" }));
    await db.update(jobs).set({ runId: "run", nextRetryAt: null });
    await run({
      "notifications.send": async () => {
        throw new Permanent("The worker stopped.");
      },
    });
    const left = await db.select().from(jobs).where(eq(jobs.status, "pending"));
    expect(left).toMatchObject([{ type: "notifications.send", payload: { channelId } }]);
  });

  test("a webhook whose reading failed for good says so in the log, also where the worker died over it", async () => {
    const values = { source: "Radarr", eventType: "Download", payload: {}, status: "received", bodyHash: "" };
    const events = await db.insert(webhookEvents).values([values, values, values]).returning();
    const [lost, read, waiting] = events.map(({ id }) => id);
    const claim = { status: "running", runId: "run", attempts: 3, workerId: "gone", heartbeatAt: new Date(0) } as const;
    for (const eventId of [lost ?? 0, read ?? 0]) {
      const jobId = await transaction(db, (tx) => enqueue(tx, "webhook.process", { eventId }));
      await db.update(jobs).set(claim).where(eq(jobs.id, jobId));
    }
    await db
      .update(webhookEvents)
      .set({ status: "done" })
      .where(eq(webhookEvents.id, read ?? 0));
    await sweepLostJobs(db, { leaseMs: 60_000, backoff: { firstMs: 10, maxMs: 20 }, tell: tellEnded });
    const after = await db.select().from(webhookEvents).orderBy(webhookEvents.id);
    expect(after.map(({ id, status, error }) => [id, status, error])).toEqual([
      [lost, "failed", expect.stringContaining("The worker stopped while it ran this job")],
      [read, "done", null],
      [waiting, "received", null],
    ]);
    await db.delete(webhookEvents);
  });
});

describe("what scans tell", () => {
  test("films that are new and files that were replaced; a second scan tells nothing", async () => {
    await aChannel(db);
    const { libraryId, path } = await aLibrary();
    addFilm(path, "Nosferatu (1922)");
    addFilm(path, "Metropolis (1927)");
    await scan(libraryId);
    expect(await told()).toEqual(["films.added: 2 films were added to Films"]);
    const [row] = await db.select().from(notificationMessages);
    expect([row?.count, row?.libraryId, row?.body?.split("\n").sort()]).toEqual([
      2,
      libraryId,
      ["Metropolis (1927)", "Nosferatu (1922)"],
    ]);
    await scan(libraryId);
    expect(await told()).toHaveLength(1);
    const folder = join(path, "Nosferatu (1922)");
    rmSync(join(folder, "Nosferatu (1922).mkv"));
    writeFileSync(join(folder, "Nosferatu (1922) 2160p.mkv"), "the same film with many more letters");
    await scan(libraryId);
    expect((await told()).slice(1)).toEqual(["files.upgraded: 1 film of Films has a new file"]);
  });

  test("a library that goes offline and comes back is told at the change alone", async () => {
    await aChannel(db);
    const { libraryId, path } = await aLibrary();
    addFilm(path, "Nosferatu (1922)");
    await scan(libraryId);
    renameSync(path, `${path}-away`);
    await scan(libraryId);
    await scan(libraryId);
    renameSync(`${path}-away`, path);
    await scan(libraryId);
    await scan(libraryId);
    expect((await told()).slice(1)).toEqual(["library.offline: Films is offline", "library.online: Films is back"]);
  });
});

test("a player that did not answer for an hour is told of once a day, and not one that is off, well or asked just now", async () => {
  await aChannel(db);
  const lastError = "Den could not be reached.";
  const aPlayer = async (name: string, values: Partial<typeof mediaPlayers.$inferInsert>, minutes: number) => {
    const own = { name, kind: "kodi", url: "http://den", lastError, ...values } as const;
    const [player] = await db.insert(mediaPlayers).values(own).returning();
    const update = { path: "/a.mkv", change: "changed", entityType: "movie", entityId: 1 } as const;
    const createdAt = fromNow(-minutes * 60_000);
    for (let count = 0; count < 2; count += 1)
      await db.insert(playerUpdates).values({ ...update, playerId: player?.id ?? 0, createdAt });
  };
  await aPlayer("Den", {}, 61);
  await aPlayer("Off", { enabled: false }, 61);
  await aPlayer("Well", { lastError: null }, 61);
  await aPlayer("Just now", {}, 10);
  const disk = { path: "/data", freeBytes: 1024 ** 4, totalBytes: 1024 ** 4, canWrite: true, problem: null };
  for (let look = 0; look < 2; look += 1) await tellHealth(db, { readSpace: async () => disk });
  expect(await told()).toEqual(["player.unreachable: Den cannot be reached"]);
  expect(await db.select().from(notificationMessages)).toMatchObject([{ body: expect.stringContaining(lastError) }]);
});

test("a refused key and a full disk are told once a day", async () => {
  await aChannel(db);
  const lastError = "TMDB refused the API key. Check it in Settings, Providers.";
  await db.insert(rateLimits).values({ key: "tmdb", tokens: 0, refilledAtMs: 0, failuresInARow: 1, lastError });
  await db.insert(rateLimits).values({ key: "omdb", tokens: 0, refilledAtMs: 0, failuresInARow: 0, lastError });
  const disk = { path: "/data", freeBytes: 300 * 1024 ** 2, totalBytes: 1024 ** 4, canWrite: true, problem: null };
  for (let look = 0; look < 3; look += 1) await tellHealth(db, { readSpace: async () => disk });
  expect(await told()).toEqual([
    "provider.key: TMDB refuses its key",
    "disk.full: The disk of Metarr's data is nearly full",
  ]);
});
