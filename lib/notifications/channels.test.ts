import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditLog, jobs, notificationChannels, notificationMessages } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aUser } from "#lib/access/testing.ts";
import { channelInput, listChannels, removeChannel, saveChannel, switchChannel, targetOfInput } from "./channels.ts";
import { notify } from "./notify.ts";

const db = await testDb();
const { id: userId } = await aUser(db, { role: "admin" });
const by = { userId, address: "192.0.2.1" };
const secret = "canary-secret-4711";
const form = {
  kind: "webhook",
  name: "Hook",
  enabled: true,
  events: ["films.added"],
  filters: { libraryIds: null, minSeverity: "info" },
  settings: { url: "https://hook.example.org/a", headerName: "X-Key" },
  secret,
};
const save = (values: object, channelId: number | null = null) =>
  transaction(db, (tx) => saveChannel(tx, { channelId, input: channelInput.parse({ ...form, ...values }), by }));
const shown = async () => (await listChannels(db))[0];

beforeEach(async () => {
  for (const table of [jobs, notificationMessages, notificationChannels, auditLog]) await db.delete(table);
});

describe("the secret of a channel", () => {
  test("S17 is encrypted at rest, shown by its last four characters, and kept when the form sends those back", async () => {
    const channelId = await save({});
    const [row] = await db.select().from(notificationChannels);
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(JSON.stringify([await listChannels(db), await db.select().from(auditLog)])).not.toContain(secret);
    const masked = (await shown())?.maskedSecret ?? "";
    expect(masked).toBe("••••4711");
    await save({ secret: masked, name: "Other" }, channelId);
    const again = channelInput.parse({ ...form, secret: masked });
    expect(await targetOfInput(db, channelId, again)).toMatchObject({ secret });
    await save({ secret: "" }, channelId);
    expect((await shown())?.maskedSecret).toBe("");
  });

  test("does not follow to another server without being entered again", async () => {
    const channelId = await save({});
    const settings = { url: "https://evil.example.net/a", headerName: "X-Key" };
    const moved = save({ settings, secret: "••••4711" }, channelId);
    await expect(moved).rejects.toMatchObject({ code: "invalid", field: "secret" });
    await expect(save({ secret: "••••4711" })).rejects.toMatchObject({ code: "invalid", field: "secret" });
    await save({ settings: { ...settings, url: "https://hook.example.org/b" }, secret: "••••4711" }, channelId);
  });
});

test("saving gives a channel that failed another chance at once", async () => {
  const channelId = await save({});
  await transaction(db, (tx) => notify(tx, { event: "films.added", title: "A film" }));
  const retryAt = new Date(Date.now() + 3_600_000);
  await db.update(notificationChannels).set({ lastError: "gone", retryAt });
  await save({ secret: "••••4711" }, channelId);
  expect(await shown()).toMatchObject({ lastError: null, retryAt: null });
  expect(await db.select({ nextRetryAt: jobs.nextRetryAt }).from(jobs)).toEqual([{ nextRetryAt: null }]);
});

test("channels are switched and removed with their history, and the audit log says by whom", async () => {
  const channelId = await save({});
  await transaction(db, (tx) => notify(tx, { event: "films.added", title: "A film" }));
  await transaction(db, (tx) => switchChannel(tx, { channelId, isEnabled: false, by }));
  expect(await shown()).toMatchObject({ enabled: false });
  await transaction(db, (tx) => removeChannel(tx, { channelId, by }));
  expect([await listChannels(db), await db.select().from(notificationMessages)]).toEqual([[], []]);
  const entries = await db.select().from(auditLog).where(eq(auditLog.userId, userId)).orderBy(auditLog.id);
  expect(entries.map(({ action }) => action)).toEqual([
    "notifications.add",
    "notifications.off",
    "notifications.remove",
  ]);
});

test.each([
  ["an address that is none", { settings: { url: "hook" } }, "Write the whole address"],
  ["a file", { settings: { url: "file:///etc/passwd" } }, "Write the whole address"],
  ["a name in the address", { settings: { url: "https://a:b@example.org" } }, "Leave the name and password"],
  ["a port of another protocol", { settings: { url: "https://example.org:6667" } }, "Port 6667 belongs to"],
  ["a header of HTTP itself", { settings: { url: "https://example.org", headerName: "Host" } }, "set by Metarr itself"],
  ["two lines as a header", { settings: { url: "https://example.org", headerName: "X-A\nB" } }, "letters, digits"],
  ["no event", { events: [] }, "at least one event"],
  ["an event that is not there", { events: ["moon.landing"] }, "no such event"],
  ["a recipient that is none", mail({ to: ["anna"] }), "one e-mail address"],
  ["a server with a path", mail({ host: "mail.example.org/x" }), "name of the mail server"],
])("a form with %s is refused in plain words", (_name, values, words) => {
  const parsed = channelInput.safeParse({ ...form, ...values });
  expect(parsed.error?.issues[0]?.message).toContain(words);
});

test("Discord wants its address, and a secret has no line breaks", async () => {
  const discord = { kind: "discord", settings: {} };
  for (const bad of ["", "not an address"]) {
    await expect(save({ ...discord, secret: bad })).rejects.toMatchObject({ code: "invalid", field: "secret" });
  }
  await expect(save({ secret: "a\nb" })).rejects.toMatchObject({ code: "invalid", field: "secret" });
});

function mail(settings: object) {
  const usual = { host: "mail.example.org", port: 465, from: "a@example.org", to: ["b@example.org"] };
  return { kind: "email", settings: { ...usual, ...settings } };
}
