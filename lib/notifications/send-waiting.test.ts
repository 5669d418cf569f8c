import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { jobs, notificationChannels, notificationMessages } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { RetryLater } from "#lib/jobs/outcomes.ts";
import type { Digest } from "./compose.ts";
import { notify } from "./notify.ts";
import { purgeMessages, retryMessage } from "./outbox.ts";
import { sendWaiting } from "./send-waiting.ts";
import { aChannel } from "./testing.ts";

const db = await testDb();
const sent: Digest[] = [];
const taken = async (_target: unknown, digest: Digest) => {
  sent.push(digest);
  return "ok";
};
const refused =
  (code: "invalid" | "unavailable", details: Record<string, unknown> = {}) =>
  async () => {
    throw new AppError(code, "hook.example.org does not take it.", { details });
  };
const tell = (title: string) => transaction(db, (tx) => notify(tx, { event: "films.added", title }));
const messages = () => db.select().from(notificationMessages).orderBy(notificationMessages.id);
const channelOf = async (channelId: number) => {
  const [row] = await db.select().from(notificationChannels).where(eq(notificationChannels.id, channelId));
  return row;
};
const makeDue = () => db.update(notificationChannels).set({ retryAt: new Date("2020-01-01T00:00:00.000Z") });

beforeEach(async () => {
  sent.length = 0;
  for (const table of [jobs, notificationMessages, notificationChannels]) await db.delete(table);
});

test("a burst goes out as one message, and everything of it counts as sent", async () => {
  const channelId = await aChannel(db);
  for (const name of ["one", "two", "three"]) await tell(`A film: ${name}`);
  expect(await sendWaiting(db, { channelId, send: taken })).toEqual({ sent: 3, givenUp: 0, waiting: 0 });
  expect(sent.map(({ title }) => title)).toEqual(["3 films were added"]);
  expect((await messages()).map(({ status, attempts }) => [status, attempts])).toEqual(Array(3).fill(["sent", 1]));
  expect(await channelOf(channelId)).toMatchObject({ lastError: null, lastSentAt: expect.any(Date) });
  expect(await sendWaiting(db, { channelId, send: taken })).toMatchObject({ sent: 0 });
});

test("what fails is tried six times, ever later, and then given up with the reason on the channel", async () => {
  const channelId = await aChannel(db);
  await tell("A film");
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    await db.delete(jobs);
    await sendWaiting(db, { channelId, send: refused("unavailable") });
    const channel = await channelOf(channelId);
    expect(channel?.lastError).toBe("hook.example.org does not take it.");
    if (channel?.retryAt) waits.push(Math.round((channel.retryAt.getTime() - Date.now()) / 60_000));
    expect(await db.select().from(jobs)).toHaveLength(attempt < 6 ? 1 : 0);
    if (attempt < 6) await makeDue();
  }
  expect(waits).toEqual([1, 5, 15, 60, 240]);
  expect(await messages()).toMatchObject([{ status: "failed", attempts: 6, error: expect.any(String) }]);
});

test("while a channel waits for its next try, what is new waits with it and goes out together", async () => {
  const channelId = await aChannel(db);
  await tell("first");
  await sendWaiting(db, { channelId, send: refused("unavailable", { retryAfterMs: 600_000 }) });
  await tell("second");
  expect(await sendWaiting(db, { channelId, send: taken })).toMatchObject({ sent: 0, waiting: 2 });
  expect(sent).toEqual([]);
  expect((await channelOf(channelId))?.retryAt?.getTime()).toBeGreaterThan(Date.now() + 500_000);
  await makeDue();
  expect(await sendWaiting(db, { channelId, send: taken })).toMatchObject({ sent: 2 });
});

test("R16 a next try that a wrong clock put into next year does not silence a channel", async () => {
  const channelId = await aChannel(db, { retryAt: new Date(Date.now() + 365 * 24 * 3_600_000) });
  await tell("A film");
  expect(await sendWaiting(db, { channelId, send: taken })).toMatchObject({ sent: 1 });
});

test("a setting that is wrong is not tried again by itself; a person can send the message once more", async () => {
  const channelId = await aChannel(db);
  await tell("A film");
  const report = await sendWaiting(db, { channelId, send: refused("invalid") });
  expect(report).toMatchObject({ givenUp: 1, error: "hook.example.org does not take it." });
  const [message] = await messages();
  await transaction(db, (tx) => retryMessage(tx, { messageId: message?.id ?? 0 }));
  expect(await sendWaiting(db, { channelId, send: taken })).toMatchObject({ sent: 1 });
  const again = transaction(db, (tx) => retryMessage(tx, { messageId: message?.id ?? 0 }));
  await expect(again).rejects.toMatchObject({ code: "conflict" });
});

test("a channel that was switched off meanwhile sends nothing and says so", async () => {
  const channelId = await aChannel(db);
  await tell("A film");
  await db.update(notificationChannels).set({ enabled: false });
  await sendWaiting(db, { channelId, send: taken });
  expect([sent, await messages()]).toMatchObject([[], [{ status: "failed", error: "The channel was switched off." }]]);
});

test("two jobs never send to one channel at a time: what the first is sending would arrive twice", async () => {
  const channelId = await aChannel(db);
  const other = await aChannel(db);
  await tell("A film");
  const running = async (payload: { channelId: number }) => {
    const about = { type: "notifications.send", lane: "notifications", priority: 5, maxAttempts: 3 } as const;
    const [job] = await db
      .insert(jobs)
      .values({ ...about, payload, status: "running", startedAt: new Date() })
      .returning();
    return job?.id ?? 0;
  };
  const [first, second, elsewhere] = [
    await running({ channelId }),
    await running({ channelId }),
    await running({ channelId: other }),
  ];
  await expect(sendWaiting(db, { channelId, jobId: second, send: taken })).rejects.toThrow(RetryLater);
  expect(sent).toEqual([]);
  expect(await sendWaiting(db, { channelId: other, jobId: elsewhere, send: taken })).toMatchObject({ sent: 1 });
  expect(await sendWaiting(db, { channelId, jobId: first, send: taken })).toMatchObject({ sent: 1 });
});

test("a run that is stopped while it sends leaves everything as it was", async () => {
  const channelId = await aChannel(db);
  await tell("A film");
  const controller = new AbortController();
  const send = async () => {
    controller.abort(new Error("the worker stops"));
    throw new Error("cut off");
  };
  await expect(sendWaiting(db, { channelId, send, signal: controller.signal })).rejects.toThrow("the worker stops");
  expect(await messages()).toMatchObject([{ status: "pending", attempts: 0 }]);
});

test("the history is kept for 30 days", async () => {
  await aChannel(db);
  await tell("old");
  await db.update(notificationMessages).set({ createdAt: new Date(Date.now() - 31 * 24 * 3_600_000) });
  await tell("new");
  expect(await purgeMessages(db)).toBe(1);
  expect((await messages()).map(({ title }) => title)).toEqual(["new"]);
});
