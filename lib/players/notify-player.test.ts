import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { fromNow } from "#db/clock.ts";
import { jobs, libraries, mediaPlayers, playerUpdates } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { claimJobs } from "#lib/jobs/claim.ts";
import { RetryLater } from "#lib/jobs/outcomes.ts";
import { playerToken, startPlayers } from "#simulator/players/start.ts";
import { countUpdates, listUpdates, retryUpdates } from "./list-updates.ts";
import { notifyPlayer } from "./notify-player.ts";
import { listPlayers } from "./players.ts";
import { coalesceMs, type PlayerChange, recordPlayerChanges } from "./record-changes.ts";
import { addGroup, addPlayer, editPlayer } from "./save-player.ts";
import { mediaFolders, put, putFilm, quick } from "./testing.ts";
import { tryPath, tryPlayer } from "./try-player.ts";
import type { PlayerInput } from "./vocabulary.ts";

const db = await testDb();
const { films, libraries: folders } = mediaFolders();
const players = await startPlayers({ libraries: folders });
afterAll(() => players.close());
const by = { userId: 1, address: null };
const [library] = await db.insert(libraries).values({ name: "Films", path: "/media/films", type: "movie" }).returning();
const libraryId = library?.id ?? 0;

beforeEach(async () => {
  for (const table of [jobs, mediaPlayers]) await db.delete(table);
  players.kodi.forgetCalls();
});
afterEach(() => {
  players.kodi.setTrouble(undefined);
  players.kodi.setPlaying(false);
});

const aPlayer = (more: Partial<PlayerInput> = {}) =>
  addPlayer(
    db,
    {
      name: "Living room",
      kind: "kodi",
      url: players.kodi.url,
      username: "",
      secret: "",
      enabled: true,
      groupId: null,
      libraryIds: null,
      skipWhilePlaying: true,
      mappings: [{ localPath: "/media/films", playerPath: films }],
      ...more,
    },
    by,
  );

/** Metarr sees the folder of films elsewhere than the players. */
const local = (path: string) => path.replace(films, "/media/films");
const aChange = (path: string, more: Partial<PlayerChange> = {}): PlayerChange => ({
  ...{ libraryId, path: local(path), change: "changed", entityType: "movie", entityId: 1 },
  ...more,
});
const record = (...changes: PlayerChange[]) => transaction(db, (tx) => recordPlayerChanges(tx, changes));

/** The next job as a worker has it, its time come. */
async function notify() {
  await db.update(jobs).set({ nextRetryAt: null }).where(eq(jobs.status, "pending"));
  const [job] = await claimJobs(db, { lane: "players", limit: 1, workerId: "test" });
  if (!job) throw new Error("There is no job.");
  const [row] = await db.select({ payload: jobs.payload }).from(jobs).where(eq(jobs.id, job.jobId));
  const playerId = Number((row?.payload as { playerId?: number } | undefined)?.playerId);
  const signal = new AbortController().signal;
  try {
    return await notifyPlayer(db, { playerId, job, signal, assertOwned: async () => {}, patience: quick });
  } finally {
    await db.update(jobs).set({ status: "completed" }).where(eq(jobs.id, job.jobId));
  }
}
const statuses = async () =>
  (await db.select().from(playerUpdates).orderBy(playerUpdates.id)).map(({ status }) => status);

test("R26: any number of changes within 30 seconds is one job per player, and Kodi refreshes each film once", async () => {
  const film = putFilm(films, "Alpha", "first");
  const other = putFilm(films, "Beta");
  await aPlayer();
  await record(aChange(film), aChange(other, { entityId: 2 }));
  await notify();
  players.kodi.forgetCalls();
  for (let round = 0; round < 5; round++) await record(aChange(film));
  const waiting = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.type, "player.notify"), eq(jobs.status, "pending")));
  expect(waiting).toHaveLength(1);
  const [{ isSoon } = { isSoon: 0 }] = await db
    .select({ isSoon: sql<number>`case when ${jobs.nextRetryAt} > ${fromNow(coalesceMs - 10_000)} then 1 else 0 end` })
    .from(jobs)
    .where(eq(jobs.status, "pending"));
  expect(isSoon).toBe(1);
  expect(await notify()).toMatchObject({ sent: 5, later: 0, failed: 0 });
  expect(players.kodi.calls("VideoLibrary.RefreshMovie")).toHaveLength(1);
  expect(players.kodi.calls("VideoLibrary.Scan")).toHaveLength(0);
});

test("R26: a player that is down is asked again later, what is noted meanwhile is not held up, and a day later it is given up", async () => {
  const film = putFilm(films, "Gamma");
  await aPlayer();
  await record(aChange(film));
  players.kodi.setTrouble("down");
  await expect(notify()).rejects.toThrow(RetryLater);
  expect(await listPlayers(db)).toMatchObject([{ lastError: expect.stringContaining("could not be reached") }]);
  // Recording is one short transaction, whatever the player does.
  await record(aChange(film));
  expect(await statuses()).toEqual(["pending", "pending"]);
  await db.update(playerUpdates).set({ createdAt: fromNow(-25 * 3_600_000) });
  players.kodi.setTrouble(undefined);
  expect(await notify()).toEqual({ sent: 0, later: 0, failed: 2 });
  const { updates } = await listUpdates(db, {});
  expect(updates[1]?.error).toMatch(/^Given up after a day\. .*could not be reached/);
  const playerId = updates[1]?.playerId ?? 0;
  expect((await countUpdates(db)).get(playerId)?.failed ?? 0).toBe(2);
  expect(await retryUpdates(db, { playerId, updateId: null, userId: 1 })).toBe(2);
  expect(await notify()).toMatchObject({ sent: 2 });
});

test("what a player does not take yet is planned again by every notification, with longer pauses, until a day is over", async () => {
  const bare = join(films, "Bare", "Bare.mkv");
  put(bare, "video");
  await aPlayer();
  await record(aChange(bare));
  expect(await notify()).toMatchObject({ later: 1 });
  // Its sixth try is an hour away when another change has the next notification run now.
  const later = fromNow(3_600_000);
  await db.update(playerUpdates).set({ attempts: 20, dueAt: later });
  await record(aChange(putFilm(films, "Iota")));
  expect(await notify()).toMatchObject({ sent: 1, later: 0 });
  const [next, ...more] = await db.select().from(jobs).where(eq(jobs.status, "pending"));
  const [row] = await db.select().from(playerUpdates).orderBy(playerUpdates.id);
  expect([next?.nextRetryAt?.getTime(), more]).toEqual([expect.closeTo(row?.dueAt?.getTime() ?? 0, -3), []]);
  // Nothing is due: what waits is planned all the same.
  expect(await notify()).toEqual({ sent: 0, later: 0, failed: 0 });
  expect(await db.select().from(jobs).where(eq(jobs.status, "pending"))).toHaveLength(1);
  await db.update(playerUpdates).set({ dueAt: fromNow(-1000) });
  expect(await notify()).toMatchObject({ later: 1, failed: 0 });
  await db.update(playerUpdates).set({ createdAt: fromNow(-25 * 3_600_000) });
  expect(await notify()).toMatchObject({ failed: 1 });
  expect(await db.select().from(jobs).where(eq(jobs.status, "pending"))).toEqual([]);
});

test("what a player did not take is done with by what is told of the same file later", async () => {
  const bare = join(films, "Nu", "Nu.mkv");
  put(bare, "video");
  await aPlayer();
  await record(aChange(bare));
  expect(await notify()).toMatchObject({ later: 1 });
  rmSync(bare);
  await record(aChange(bare, { change: "removed" }));
  expect(await notify()).toEqual({ sent: 2, later: 0, failed: 0 });
  expect(await db.select().from(jobs).where(eq(jobs.status, "pending"))).toEqual([]);
});

test("R26: what is due again in a moment waits as well, so that no player is spoken to twice in 30 seconds", async () => {
  await aPlayer();
  await record(aChange(putFilm(films, "Lambda")), aChange(putFilm(films, "Mu"), { entityId: 2 }));
  const [first] = await db.select().from(playerUpdates).orderBy(playerUpdates.id);
  await db
    .update(playerUpdates)
    .set({ attempts: 1, dueAt: fromNow(2000) })
    .where(eq(playerUpdates.id, first?.id ?? 0));
  expect(await notify()).toMatchObject({ sent: 1 });
  const [next] = await db.select().from(jobs).where(eq(jobs.status, "pending"));
  expect((next?.nextRetryAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(coalesceMs - 10_000);
});

test("nothing is sent while something plays, unless the player does not mind", async () => {
  const film = putFilm(films, "Delta");
  const playerId = await aPlayer();
  await record(aChange(film));
  players.kodi.setPlaying(true);
  await expect(notify()).rejects.toThrow("Something plays on Living room.");
  expect((await listUpdates(db, {})).updates).toMatchObject([{ error: "Something plays on Living room." }]);
  expect(players.kodi.calls("VideoLibrary.Scan")).toEqual([]);
  await db
    .update(mediaPlayers)
    .set({ settings: { skipWhilePlaying: false } })
    .where(eq(mediaPlayers.id, playerId));
  await record(aChange(film));
  expect(await notify()).toMatchObject({ sent: 2 });
});

test("a player that cannot be told has one job that waits for it, however often something is noted meanwhile", async () => {
  const playerId = await aPlayer();
  const film = putFilm(films, "Xi");
  await record(aChange(film));
  for (let round = 0; round < 3; round++) {
    await db.update(jobs).set({ nextRetryAt: null }).where(eq(jobs.status, "pending"));
    const [job] = await claimJobs(db, { lane: "players", limit: 1, workerId: "test" });
    if (!job) throw new Error("There is no job.");
    players.kodi.setPlaying(true);
    await record(aChange(film));
    const { signal } = new AbortController();
    const told = await notifyPlayer(db, { playerId, job, signal, assertOwned: async () => {}, patience: quick });
    expect(told).toMatchObject({ sent: 0, skipped: expect.stringContaining("Something plays on Living room.") });
    await db.update(jobs).set({ status: "completed" }).where(eq(jobs.id, job.jobId));
  }
  players.kodi.setPlaying(false);
  expect(await notify()).toMatchObject({ sent: 4 });
});

test("only players that are on and take the library are told, and of a group one, or the next when it is down", async () => {
  const groupId = await addGroup(db, { name: `Shared ${Date.now()}` }, by);
  await aPlayer({ name: "Off", enabled: false });
  await aPlayer({ name: "Other library", libraryIds: [libraryId + 1] });
  const first = await aPlayer({ name: "First", groupId, url: "http://127.0.0.1:9" });
  const second = await aPlayer({ name: "Second", groupId });
  await record(aChange(putFilm(films, "Epsilon")));
  const told = () => db.select({ playerId: playerUpdates.playerId }).from(playerUpdates);
  expect(await told()).toEqual([{ playerId: first }]);
  expect(await notify()).toMatchObject({ skipped: expect.any(String) });
  expect(await told()).toEqual([{ playerId: second }]);
  expect(await notify()).toMatchObject({ sent: 1 });
});

test("a member of a group gets nothing of a library that it does not take", async () => {
  const groupId = await addGroup(db, { name: `Shared ${Date.now()}` }, by);
  const [other] = await db.insert(libraries).values({ name: "More", path: "/media/more", type: "movie" }).returning();
  const first = await aPlayer({ name: "First", groupId, url: "http://127.0.0.1:9" });
  const second = await aPlayer({ name: "Second", groupId, libraryIds: [libraryId] });
  const film = putFilm(films, "Kappa");
  await record(aChange(film), aChange(film, { entityId: 2, libraryId: other?.id ?? 0 }));
  await expect(notify()).rejects.toThrow(RetryLater);
  const rows = await db.select().from(playerUpdates).orderBy(playerUpdates.id);
  expect(rows.map(({ playerId }) => playerId)).toEqual([second, first]);
});

test("what waits is tried at once when the player is changed: that may be what was missing", async () => {
  const bare = join(films, "Omicron", "Omicron.mkv");
  put(bare, "video");
  const playerId = await aPlayer();
  await record(aChange(bare));
  expect(await notify()).toMatchObject({ later: 1 });
  putFilm(films, "Omicron");
  const [shown] = await listPlayers(db);
  const { secretMask, settings, ...rest } = shown ?? ({} as never);
  await editPlayer(db, { ...rest, ...settings, username: "", secret: secretMask ?? "", playerId }, by);
  expect(await notify()).toMatchObject({ sent: 1, later: 0 });
});

test("two jobs never speak with one player at a time", async () => {
  const playerId = await aPlayer();
  await record(aChange(putFilm(films, "Zeta")));
  await record(aChange(putFilm(films, "Eta")));
  const [holder] = await db
    .insert(jobs)
    .values({
      type: "player.notify",
      payload: { playerId },
      lane: "players",
      priority: 5,
      maxAttempts: 3,
      status: "running",
    })
    .returning();
  await db
    .update(mediaPlayers)
    .set({ busyJobId: holder?.id ?? 0, busyClaimNo: holder?.claimNo ?? 0 })
    .where(eq(mediaPlayers.id, playerId));
  await expect(notify()).rejects.toThrow(/Another job/);
  await db.delete(jobs);
  await record(aChange(putFilm(films, "Theta")));
  expect(await notify()).toMatchObject({ sent: 3 });
});

test("S5: the exception for a player is for its own host alone: where it redirects to inside the network, nobody is asked", async () => {
  let asked = 0;
  const canary = createServer((_request, response) => {
    asked += 1;
    response.end("{}");
  });
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
  const place = canary.address();
  const port = typeof place === "object" ? place?.port : 0;
  const redirecting = createServer((_request, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end();
  });
  await new Promise<void>((resolve) => redirecting.listen(0, "127.0.0.1", resolve));
  const own = redirecting.address();
  const url = `http://127.0.0.1:${typeof own === "object" ? own?.port : 0}`;
  for (const kind of ["kodi", "jellyfin", "plex"] as const) {
    const tried = { playerId: null, kind, url, username: "", secret: "x" };
    const verdict = await tryPlayer(db, tried, { signal: AbortSignal.timeout(5_000) });
    expect(verdict).toMatchObject({ ok: false, message: expect.stringContaining("inside this network") });
  }
  expect(asked).toBe(0);
  for (const server of [canary, redirecting]) server.close();
});

test("S17: the secret of a player is stored encrypted, shown by its last four characters, and kept when that comes back", async () => {
  const playerId = await aPlayer({ kind: "plex", url: players.plex.url, secret: playerToken });
  const [row] = await db.select().from(mediaPlayers);
  expect(JSON.stringify(row)).not.toContain(playerToken);
  const [shown] = await listPlayers(db);
  expect(shown?.secretMask).toBe("••••0123");
  expect(JSON.stringify(shown)).not.toContain(playerToken);
  const { secretMask, settings, ...rest } = shown ?? ({} as never);
  const secret = secretMask ?? "";
  await editPlayer(db, { ...rest, ...settings, username: "", secret, playerId }, by);
  const tried = { playerId, kind: "plex", url: players.plex.url, username: "", secret } as const;
  expect(await tryPlayer(db, tried, { signal: AbortSignal.timeout(5_000) })).toEqual({
    ok: true,
    message: "Simulated plex answers: Plex 1.40.2.",
  });
  const wrong = { ...tried, secret: "wrong" };
  expect(await tryPlayer(db, wrong, { signal: AbortSignal.timeout(5_000) })).toEqual({
    ok: false,
    message: "The player refuses the Token. Check it here, and that a Plex is at this address.",
  });
  for (const url of ["http://127.0.0.1:9", "tcp://127.0.0.1:9"]) {
    const refused = { code: "invalid", field: "secret", message: expect.stringContaining("Enter the secret again.") };
    const { signal } = new AbortController();
    await expect(tryPlayer(db, { ...tried, url }, { signal })).rejects.toMatchObject(refused);
    await expect(tryPath(db, { ...tried, url, path: "/a", mappings: [] }, { signal })).rejects.toMatchObject(refused);
    const moved = { ...rest, ...settings, url, username: "", secret, playerId };
    await expect(editPlayer(db, moved, by)).rejects.toMatchObject(refused);
  }
  expect(await listPlayers(db)).toMatchObject([{ url: players.plex.url }]);
});
