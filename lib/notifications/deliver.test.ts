import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { isAppError } from "#lib/errors.ts";
import { deliver, type Target, targetSchema } from "./deliver.ts";
import { aDigest, startReceiver, startSmtp } from "./testing.ts";

const receiver = await startReceiver();
const canary = await startReceiver();
const smtp = await startSmtp({ password: "pass-word-1234" });
const silent = await startSmtp({ silent: true });
afterAll(() => Promise.all([receiver, canary, smtp, silent].map((each) => each.close())));

beforeEach(() => {
  receiver.got.length = 0;
  receiver.answer({ status: 200, body: "ok" });
});

const webhook = (path = "/hook", secret: string | null = null): Target =>
  targetSchema.parse({ kind: "webhook", settings: { url: `${receiver.url}${path}` }, secret });
const mail = (settings: object = {}, secret: string | null = "pass-word-1234"): Target =>
  targetSchema.parse({
    kind: "email",
    settings: {
      host: "127.0.0.1",
      port: smtp.port,
      security: "none",
      username: "metarr",
      from: "metarr@example.org",
      to: ["anna@example.org"],
      ...settings,
    },
    secret,
  });
const failureOf = async (sending: Promise<unknown>) => {
  try {
    await sending;
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error("It was taken.");
};

describe("a message over HTTP", () => {
  test("a webhook gets JSON, and its secret in the header that was chosen", async () => {
    const at = new Date("2026-11-29T12:00:00.000Z");
    const message = { event: "films.added", severity: "info" as const, title: "A film", body: null, at };
    const messages = [{ ...message, count: 12, libraryId: 1, link: null }];
    expect(await deliver(webhook("/hook", "s3cret-value-9"), aDigest({ messages }))).toContain("took it (HTTP 200)");
    expect(receiver.got[0]).toMatchObject({
      path: "/hook",
      headers: { "content-type": "application/json", "x-metarr-secret": "s3cret-value-9" },
      json: {
        source: "metarr",
        event: "films.added",
        title: "12 films were added",
        count: 12,
        messages: [{ count: 12 }],
      },
    });
  });

  test("Discord gets an embed in which file names are no markup and call nobody", async () => {
    const target = targetSchema.parse({
      kind: "discord",
      settings: {},
      secret: `${receiver.url}/api/webhooks/1/token`,
    });
    await deliver(target, aDigest({ severity: "error", title: "@everyone *Up*", text: "x".repeat(5000) }));
    expect(receiver.got[0]).toMatchObject({
      path: "/api/webhooks/1/token",
      json: { allowed_mentions: { parse: [] }, embeds: [{ title: "@everyone \\*Up\\*", color: 0xd64545 }] },
    });
    expect(JSON.stringify(receiver.got[0]?.json).length).toBeLessThan(4500);
  });

  test("ntfy gets topic, priority and token, and a text below its limit of bytes", async () => {
    const settings = { url: receiver.url, topic: "films" };
    const target = targetSchema.parse({ kind: "ntfy", settings, secret: "tk_1234567890" });
    await deliver(
      target,
      aDigest({ severity: "error", text: "ü".repeat(4000), link: "https://metarr.example.org/movies" }),
    );
    const json = receiver.got[0]?.json;
    expect(json).toMatchObject({ topic: "films", priority: 4, click: "https://metarr.example.org/movies" });
    expect(Buffer.byteLength(JSON.stringify(json))).toBeLessThan(4_300);
    expect(receiver.got[0]?.headers.authorization).toBe("Bearer tk_1234567890");
  });

  test("S5 no redirect is followed: neither the message nor the secret reaches another server", async () => {
    receiver.answer({ status: 307, headers: { location: `${canary.url}/steal` } });
    const error = await failureOf(deliver(webhook("/hook", "s3cret-value-9"), aDigest()));
    expect(error).toMatchObject({ code: "invalid", message: expect.stringContaining("redirects") });
    expect(canary.got).toEqual([]);
  });

  test.each([
    [404, "invalid", undefined],
    [401, "invalid", undefined],
    [503, "unavailable", undefined],
    [429, "unavailable", 120_000],
  ])("HTTP %s is %s, which says whether trying again may help", async (status, code, retryAfterMs) => {
    receiver.answer({ status, headers: { "retry-after": status === 429 ? "120" : "soon" }, body: "no\u0000 thanks" });
    const error = await failureOf(deliver(webhook(), aDigest()));
    expect(error).toMatchObject({ code, message: expect.stringContaining(`HTTP ${status}`) });
    expect(error.details?.retryAfterMs).toBe(retryAfterMs);
  });

  test("S17 a server that says the secret back does not bring it into the error", async () => {
    receiver.answer(({ headers }) => ({ status: 400, body: `bad header ${String(headers["x-metarr-secret"])}` }));
    const { message } = await failureOf(deliver(webhook("/hook", "s3cret-value-9"), aDigest()));
    expect(message).toContain("bad header ••••");
    expect(message).not.toContain("s3cret-value-9");
  });

  test("S17 an error page that repeats the address of a Discord channel does not show it", async () => {
    receiver.answer(({ path }) => ({ status: 404, body: `Cannot POST ${path}` }));
    const secret = `${receiver.url}/api/webhooks/123456/tok-en_value`;
    const { message } = await failureOf(
      deliver(targetSchema.parse({ kind: "discord", settings: {}, secret }), aDigest()),
    );
    expect(message).toContain("Cannot POST /••••");
    expect(message).not.toContain("tok-en");
  });

  test("an answer without end is cut off, and counts by its status", async () => {
    receiver.answer({ status: 200, body: "x".repeat(5_000_000) });
    expect(await deliver(webhook(), aDigest())).toContain("HTTP 200");
  });
});

describe("a mail", () => {
  test("is signed in for and arrives with its subject, in plain text", async () => {
    const said = await deliver(
      mail(),
      aDigest({ title: "12 films\nBcc: x@example.org", link: "https://metarr.example.org/" }),
    );
    expect(said).toContain("queued");
    expect(smtp.mails[0]).toContain("Subject: 12 films Bcc: x@example.org");
    expect(smtp.mails[0]).toMatch(/^To: anna@example\.org$/m);
    expect(smtp.mails[0]).not.toMatch(/^Bcc:/m);
    expect(smtp.mails[0]).toContain("https://metarr.example.org/");
  });

  test.each([
    ["a wrong password", {}, "wrong-password", "invalid", "user name or password"],
    ["a recipient it does not know", { to: ["nobody@example.org"] }, undefined, "invalid", "refused the mail"],
    ["nobody there", { port: 1 }, undefined, "unavailable", "could not be reached"],
    ["no safe connection", { security: "starttls" }, undefined, "invalid", "no safe connection"],
  ])("with %s says so", async (_name, settings, secret, code, words) => {
    const error = await failureOf(deliver(mail(settings, secret ?? "pass-word-1234"), aDigest()));
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(error.message).not.toContain("wrong-password");
  });

  test("that a server takes for some alone says whom it does not reach", async () => {
    const said = await deliver(mail({ to: ["anna@example.org", "nobody@example.org"] }), aDigest());
    expect(said).toContain("took it, but not for nobody@example.org.");
  });

  test("to a server that says nothing ends in time", async () => {
    const error = await failureOf(deliver(mail({ port: silent.port }), aDigest(), { totalMs: 300 }));
    expect(error).toMatchObject({ code: "unavailable", message: "The other side did not answer in time." });
  });
});
