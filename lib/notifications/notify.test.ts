import { beforeEach, describe, expect, test } from "vitest";
import { jobs, notificationChannels, notificationMessages } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { composeDigest, type DigestMessage } from "./compose.ts";
import { type Notice, notify } from "./notify.ts";
import { aChannel } from "./testing.ts";
import { eventNames, notificationEvents } from "./vocabulary.ts";

const db = await testDb();
const tell = (notice: Partial<Notice> = {}) =>
  transaction(db, (tx) => notify(tx, { event: "films.added", title: "1 film was added to Films", ...notice }));
const rows = () => db.select().from(notificationMessages).orderBy(notificationMessages.id);

beforeEach(async () => {
  for (const table of [jobs, notificationMessages, notificationChannels]) await db.delete(table);
});

describe("telling", () => {
  test("writes a row for each channel that wants the event, and one job that sends them a minute later", async () => {
    const wants = await aChannel(db, { events: ["films.added"] });
    await aChannel(db, { events: ["job.failed"] });
    await aChannel(db, { enabled: false });
    for (let count = 0; count < 5; count += 1) await tell();
    expect((await rows()).map(({ channelId }) => channelId)).toEqual([wants, wants, wants, wants, wants]);
    const waiting = await db.select().from(jobs);
    expect(waiting.map(({ type, payload }) => [type, payload])).toEqual([["notifications.send", { channelId: wants }]]);
    const delayMs = (waiting[0]?.nextRetryAt?.getTime() ?? 0) - (waiting[0]?.createdAt.getTime() ?? 0);
    expect(Math.round(delayMs / 1000)).toBe(60);
  });

  test("is taken back with what it tells of", async () => {
    await aChannel(db);
    const failing = transaction(db, async (tx) => {
      await notify(tx, { event: "films.added", title: "A film" });
      throw new Error("no film after all");
    });
    await expect(failing).rejects.toThrow("no film after all");
    expect([await rows(), await db.select().from(jobs)]).toEqual([[], []]);
  });

  test("a channel hears of its libraries, of what belongs to none, and from its severity on", async () => {
    await aChannel(db, { filters: { libraryIds: [7], minSeverity: "warning" } });
    await tell({ libraryId: 7 });
    await tell({ event: "job.failed", title: "seven", libraryId: 7 });
    await tell({ event: "job.failed", title: "eight", libraryId: 8 });
    await tell({ event: "backup.failed", title: "none" });
    expect((await rows()).map(({ title }) => title)).toEqual(["seven", "none"]);
  });

  test("what has a quiet time is told once of a thing", async () => {
    await aChannel(db);
    await tell({ event: "provider.key", title: "TMDB", subject: "provider:tmdb" });
    await tell({ event: "provider.key", title: "TMDB", subject: "provider:tmdb" });
    await tell({ event: "provider.key", title: "TVDB", subject: "provider:tvdb" });
    await tell({ event: "job.failed", title: "job", subject: "provider:tmdb" });
    expect((await rows()).map(({ title }) => title)).toEqual(["TMDB", "TVDB", "job"]);
    await db.update(notificationMessages).set({ createdAt: new Date(Date.now() - 25 * 3_600_000) });
    await tell({ event: "provider.key", title: "TMDB again", subject: "provider:tmdb" });
    expect((await rows()).map(({ title }) => title)).toContain("TMDB again");
  });

  test("names of files that no database or mail takes are stored all the same", async () => {
    await aChannel(db);
    await tell({ title: `a\u0000b\ud800c ${"x".repeat(500)}`, body: "one\r\ntwo\u0007" });
    const [row] = await rows();
    expect(row?.title.startsWith("a b\ufffdc x")).toBe(true);
    expect([row?.title.length, row?.body]).toEqual([300, "one\ntwo"]);
  });
});

describe("a digest", () => {
  const message = (values: Partial<DigestMessage>): DigestMessage => ({
    event: "films.added",
    severity: "info",
    title: "1 film was added to Films",
    body: "Nosferatu",
    count: 1,
    libraryId: 1,
    link: "https://metarr.example.org/movies",
    at: new Date(),
    ...values,
  });

  test("of one message is that message", () => {
    expect(composeDigest([message({})])).toMatchObject({
      event: "films.added",
      title: "1 film was added to Films",
      text: "Nosferatu",
      link: "https://metarr.example.org/movies",
    });
  });

  test("of many of a kind says how many there are together", () => {
    const many = [message({ count: 9, title: "9 films were added to Films" }), message({ count: 3, title: "3 films" })];
    const digest = composeDigest(many);
    expect(digest).toMatchObject({ title: "12 films were added", link: null });
    expect(digest.text).toBe("9 films were added to Films Nosferatu\n3 films Nosferatu");
  });

  test("begins with what matters most, and does not grow without end", () => {
    const failed = message({
      event: "job.failed",
      severity: "error",
      title: "Failed: Publish film 1",
      body: "no room",
    });
    const digest = composeDigest([message({}), failed, ...Array.from({ length: 400 }, () => message({}))]);
    expect(digest).toMatchObject({ event: "several", severity: "error" });
    expect(digest.title).toBe("Failed: Publish film 1, 401 films were added");
    expect(digest.text).toContain("and 386 more lines");
    expect(digest.text.length).toBeLessThan(2000);
  });

  test("has words for every event, for one and for many", () => {
    for (const event of eventNames) {
      const { sum, label, about } = notificationEvents[event];
      expect([sum(2).startsWith("2 "), /\d/.test(sum(1)), label.length === 0, about.endsWith(".")]).toEqual([
        true,
        false,
        false,
        true,
      ]);
    }
  });
});
