import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { auditLog, configuration, loginAttempts, users } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { log } from "#lib/log.ts";
import { announceSetup, createFounder } from "./setup.ts";
import { testPassword } from "./testing.ts";
import { createUser, hasFounder } from "./users.ts";

const db = await testDb();
const nearby = { username: "anna", password: testPassword, isSameMachine: true, address: "127.0.0.1" };
const remote = { ...nearby, isSameMachine: false, address: "192.0.2.7" };

beforeEach(async () => {
  await db.delete(users);
  await db.delete(configuration);
  await db.delete(loginAttempts);
  Reflect.deleteProperty(globalThis, Symbol.for("metarr.setup-announced"));
});
afterEach(() => vi.restoreAllMocks());

async function announcedToken(): Promise<string> {
  const warn = vi.spyOn(log, "warn");
  expect(await announceSetup(db)).toBe(true);
  const [line = ""] = announced(warn.mock.calls);
  return line.split(": ").at(-1) ?? "";
}

/** The lines that tell a code: a slow statement of a busy machine is warned of in the same log. */
const announced = (calls: readonly unknown[][]): string[] =>
  calls.map(([line]) => String(line)).filter((line) => line.includes("/setup"));

describe("S14: the first set-up", () => {
  test("of 20 attempts at once exactly one makes an administrator", async () => {
    const attempts = Array.from({ length: 20 }, (_, number) =>
      createFounder(db, { ...nearby, username: `admin ${number}` }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "conflict" });
    }
    expect(await db.select({ role: users.role }).from(users)).toEqual([{ role: "admin" }]);
  });

  test("is closed for good once there is an administrator", async () => {
    await createFounder(db, nearby);
    await expect(createFounder(db, { ...nearby, username: "bert" })).rejects.toThrow("already set up");
    expect(await announceSetup(db)).toBe(false);
  });

  test("is closed by an administrator made on the command line too", async () => {
    await createUser(db, { username: "root", password: testPassword, role: "admin" }, { byUserId: null });
    expect(await hasFounder(db)).toBe(true);
    await expect(createFounder(db, nearby)).rejects.toThrow("already set up");
  });

  test("from another machine needs the code of the log", async () => {
    const token = await announcedToken();
    await expect(createFounder(db, remote)).rejects.toMatchObject({ code: "forbidden", field: "token" });
    await expect(createFounder(db, { ...remote, token: "WRONG-WRONG-WRONG-WRONG-WRONG" })).rejects.toThrow("code");
    await createFounder(db, { ...remote, token: ` ${token.toLowerCase()} ` });
    expect(await hasFounder(db)).toBe(true);
  });

  test("keeps only a hash of the code, and forgets it afterwards", async () => {
    const token = await announcedToken();
    const [row] = await db.select().from(configuration);
    expect(row?.value).not.toContain(token.replaceAll("-", ""));
    await createFounder(db, { ...remote, token });
    expect(await db.select().from(configuration)).toEqual([]);
  });

  test("prints one code per process, and the codes of two processes both work", async () => {
    const first = await announcedToken();
    const warn = vi.spyOn(log, "warn");
    warn.mockClear();
    await announceSetup(db);
    expect(announced(warn.mock.calls)).toEqual([]);
    Reflect.deleteProperty(globalThis, Symbol.for("metarr.setup-announced"));
    await announceSetup(db);
    await createFounder(db, { ...remote, token: first });
  });

  test("allows 50 wrong codes from one address, then makes it wait", async () => {
    const right = await announcedToken();
    for (let number = 0; number < 50; number++) {
      await expect(createFounder(db, { ...remote, token: `wrong ${number}` })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    await expect(createFounder(db, { ...remote, token: right })).rejects.toMatchObject({ code: "too_many" });
  });

  test("refuses a weak password and an empty name, naming the field", async () => {
    await expect(createFounder(db, { ...nearby, password: "short" })).rejects.toMatchObject({ field: "password" });
    await expect(createFounder(db, { ...nearby, username: "  " })).rejects.toMatchObject({ field: "username" });
    expect(await hasFounder(db)).toBe(false);
  });

  test("is written down", async () => {
    const user = await createFounder(db, nearby);
    const entries = await db.select().from(auditLog).where(eq(auditLog.entityId, user.id));
    expect(entries.at(-1)).toMatchObject({ action: "user.create", address: "127.0.0.1", userId: null });
  });
});
