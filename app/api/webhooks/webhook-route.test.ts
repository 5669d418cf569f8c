import { setTimeout as sleep } from "node:timers/promises";
import { eq, isNull } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { aBrowser } from "#app/_server/testing.ts";
import { fromNow } from "#db/clock.ts";
import { jobs, movies, scanRequests, scanRuns, webhookEvents } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { createApiKey } from "#lib/access/api-keys.ts";
import { scanLibrary } from "#lib/libraries/scan-library.ts";
import { makeHome } from "#lib/libraries/testing-library.ts";
import { purgeWebhookEvents } from "#lib/webhooks/purge-events.ts";
import { renewSecret, updateSource } from "#lib/webhooks/sources.ts";
import { radarrDownload, radarrTest, radarrUpgrade } from "#simulator/webhooks/testing-radarr.ts";
import { workOff } from "#worker/testing-webhooks.ts";
import { aSource } from "./testing-source.ts";

const db = await testDb();
const home = makeHome();
afterAll(home.remove);
beforeEach(async () => {
  await db.delete(jobs);
});

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` });
const film = { title: "Charade", year: 1963, folderPath: "/nowhere/Charade (1963)" };

describe("S18 a webhook", () => {
  test("comes in with the secret of its source, sent in any of three ways", async () => {
    const { post, secret } = await aSource(db);
    const ways = [
      { "x-api-key": secret },
      { authorization: `Bearer ${secret}` },
      basic(`any:${secret}`),
      basic(`:${secret}`),
    ];
    for (const headers of ways) expect((await post(JSON.stringify(radarrTest()), headers)).status).toBe(202);
  });

  test("S1 is refused without it, whoever sends it, and a source that is unknown looks like a wrong secret", async () => {
    const { post, secret, sourceId, by } = await aSource(db);
    const other = await aSource(db);
    const browser = await aBrowser(db, "admin");
    const person = { ...browser.user, role: "admin" as const, via: "session" as const, sessionId: 1, keyId: null };
    const { key } = await createApiKey(db, person, { name: "key", role: "admin" });
    const body = JSON.stringify(radarrTest());
    const wrong = [
      {},
      browser.headers,
      { "x-api-key": key },
      { "x-api-key": other.secret },
      { "x-api-key": secret.slice(0, -1) },
      { "x-api-key": `${secret}x` },
      basic(`${secret}:`),
      basic(secret),
      { authorization: "Basic ====" },
      { authorization: `Bearer ${secret.toUpperCase()}` },
    ];
    const answers = await Promise.all(wrong.map((headers) => post(body, headers)));
    expect(answers.map(({ status }) => status)).toEqual(wrong.map(() => 401));
    const first = await answers[0]?.json();
    for (const source of ["0", "999999", "1e3", "../1", "' or 1=1 --", "\u0000", `${sourceId}.0`]) {
      const answer = await post(body, { "x-api-key": secret }, source);
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({ ...first, instance: undefined });
    }
    expect(await db.$count(webhookEvents, eq(webhookEvents.sourceId, sourceId))).toBe(0);

    const renewed = await renewSecret(db, { sourceId }, by);
    expect((await post(body, { "x-api-key": secret })).status).toBe(401);
    expect((await post(body, { "x-api-key": renewed.secret })).status).toBe(202);
    await updateSource(db, { sourceId, enabled: false }, by);
    expect((await post(body, { "x-api-key": renewed.secret })).status).toBe(403);
    expect((await post(body, { "x-api-key": secret })).status).toBe(401);
  });

  test("S21 is read up to 1 MB and as deep as events are, and what is none is refused", async () => {
    const { post, sourceId } = await aSource(db);
    const large = (sizeBytes: number) => JSON.stringify({ eventType: "Huge", text: "x".repeat(sizeBytes) });
    expect((await post(large(1024 * 1024))).status).toBe(413);
    expect((await post(large(1024 * 1024 - 100))).status).toBe(202);
    const deep = `{"eventType":"Deep","in":${"[".repeat(300_000)}${"]".repeat(300_000)}}`;
    for (const body of [deep, "", "no json", "[]", "null", '"Test"', "{}", '{"eventType":1}', '{"eventType":""}'])
      expect((await post(body)).status).toBe(400);
    expect(await db.$count(webhookEvents, eq(webhookEvents.sourceId, sourceId))).toBe(1);
  });

  test("of an unknown type, with odd fields or odd letters, is taken and written down", async () => {
    const { post, send, sourceId } = await aSource(db);
    await send({ eventType: "MovieDanced", movie: 7, movieFile: [], deletedFiles: "yes", extra: { more: [1, null] } });
    await send({ eventType: "Download", movie: { title: 1, folderPath: {} }, movieFile: { path: 3 }, isUpgrade: "no" });
    await post(
      `{"eventType":"Rename","text":"a\\u0000b \\ud800 \\\\u0000 c","movie":{"title":"\\u0000","year":1e400}}`,
    );
    expect(await workOff(db)).toEqual(["webhook.process", "webhook.process", "webhook.process"]);
    const events = await db
      .select()
      .from(webhookEvents)
      .where(eq(webhookEvents.sourceId, sourceId))
      .orderBy(webhookEvents.id);
    expect(events.map(({ status, attempts }) => [status, attempts])).toEqual([
      ["logged", 1],
      ["logged", 1],
      ["logged", 1],
    ]);
    expect(events[0]?.payload).toMatchObject({ extra: { more: [1, null] } });
    expect(events[2]?.payload).toMatchObject({ text: "a\ufffdb \ufffd \\u0000 c" });
  });

  test("with the same body within five minutes is a duplicate, also when both come at once, and later it is none", async () => {
    const { send, sourceId } = await aSource(db);
    const other = await aSource(db);
    const event = radarrDownload({ ...film, path: `${film.folderPath}/Charade.mkv` });
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(event)));
    const told = await Promise.all(answers.map(async (answer) => [answer.status, (await answer.json()).duplicate]));
    expect(told.filter(([status]) => status === 202)).toHaveLength(8);
    expect(told.filter(([, duplicate]) => duplicate === false)).toHaveLength(1);
    const mine = eq(webhookEvents.sourceId, sourceId);
    expect(await db.select().from(webhookEvents).where(mine)).toMatchObject([
      { duplicates: 7, subject: "Charade (1963)" },
    ]);
    // Another source says the same: that is another event.
    expect(await (await other.send(event)).json()).toMatchObject({ duplicate: false });
    await db
      .update(webhookEvents)
      .set({ receivedAt: fromNow(-299_000) })
      .where(mine);
    expect(await (await send(event)).json()).toMatchObject({ duplicate: true });
    await db
      .update(webhookEvents)
      .set({ receivedAt: fromNow(-301_000) })
      .where(mine);
    expect(await (await send(event)).json()).toMatchObject({ duplicate: false });
    expect(await (await send(event)).json()).toMatchObject({ duplicate: true });
    expect(await db.$count(webhookEvents, mine)).toBe(2);
    expect(await workOff(db)).toHaveLength(3);

    await db
      .update(webhookEvents)
      .set({ receivedAt: fromNow(-31 * 86_400_000) })
      .where(mine);
    expect(await purgeWebhookEvents(db)).toBe(2);
  });
});

/** `npm run test:faults` sends 100 a second for a minute. */
const flood = process.env.FAULTS ? { count: 6_000, perSecond: 100 } : { count: 300, perSecond: 0 };

test(`S18 ${flood.count} events of one film are all accepted, and end in one scan`, async () => {
  const { send, sourceId } = await aSource(db);
  const { library, root } = await home.library(db, { type: "movie", files: { "Charade (1963)/Charade.mkv": "1" } });
  await scanLibrary(db, { libraryId: library.id });
  const place = { ...film, folderPath: `${root}/Charade (1963)` };
  const beganMs = performance.now();
  const answers: Promise<number>[] = [];
  for (let index = 0; index < flood.count; index += 1) {
    const dueMs = flood.perSecond === 0 ? 0 : (index * 1000) / flood.perSecond;
    const earlyMs = dueMs - (performance.now() - beganMs);
    if (earlyMs > 0) await sleep(earlyMs);
    const event = radarrUpgrade({
      ...place,
      from: `${place.folderPath}/Charade ${index}.mkv`,
      path: `${place.folderPath}/Charade ${index + 1}.mkv`,
    });
    answers.push(send(event).then(({ status }) => status));
  }
  expect(new Set(await Promise.all(answers))).toEqual(new Set([202]));
  expect(await db.$count(webhookEvents, eq(webhookEvents.sourceId, sourceId))).toBe(flood.count);
  const runsBefore = await db.$count(scanRuns, eq(scanRuns.libraryId, library.id));
  const done = await workOff(db);
  expect(done.filter((type) => type === "library.scan")).toHaveLength(1);
  expect(done.filter((type) => type === "webhook.process")).toHaveLength(flood.count);
  expect(await db.$count(scanRuns, eq(scanRuns.libraryId, library.id))).toBe(runsBefore + 1);
  expect(await db.$count(scanRequests, isNull(scanRequests.lookedAt))).toBe(0);
  expect(await db.select().from(movies).where(eq(movies.libraryId, library.id))).toMatchObject([{ missingAt: null }]);
});
