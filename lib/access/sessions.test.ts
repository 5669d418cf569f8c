import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { sessions } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { createSession, findSession, listSessions, purgeSessions, revokeSession } from "./sessions.ts";
import { signIn } from "./sign-in.ts";
import { asCurrent, aUser, here, testPassword } from "./testing.ts";
import { changePassword, setDisabled, setPassword, setRole } from "./users.ts";

const db = await testDb();
const day = 24 * 60 * 60_000;
const later = (ms: number) => new Date(Date.now() + ms);
const bySystem = { byUserId: null };

describe("S12: sessions", () => {
  test("have at least 128 random bits and are stored as a hash", async () => {
    const user = await aUser(db);
    const { token, sessionId } = await createSession(db, { userId: user.id, ...here });
    expect(Buffer.from(token, "base64url").length).toBeGreaterThanOrEqual(16);
    const [row] = await db.select().from(sessions).where(eq(sessions.id, sessionId));
    expect(JSON.stringify(row)).not.toContain(token);
    expect(row?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("begin anew at every sign-in", async () => {
    const user = await aUser(db);
    const credentials = { username: user.username, password: testPassword, ...here };
    const first = await signIn(db, credentials);
    const second = await signIn(db, credentials);
    expect(first.token).not.toBe(second.token);
    expect(await findSession(db, second.token)).toEqual({ ...asCurrent(user), sessionId: second.sessionId });
  });

  test("end after 7 days without use", async () => {
    const user = await aUser(db);
    const { token } = await createSession(db, { userId: user.id, ...here });
    expect(await findSession(db, token, later(6.9 * day))).toBeDefined();
    expect(await findSession(db, token, later(13 * day))).toBeDefined();
    expect(await findSession(db, token, later(20.1 * day))).toBeUndefined();
  });

  test("end after 30 days however much they are used", async () => {
    const user = await aUser(db);
    const { token } = await createSession(db, { userId: user.id, ...here });
    for (const days of [5, 10, 15, 20, 25, 29.9]) expect(await findSession(db, token, later(days * day))).toBeDefined();
    expect(await findSession(db, token, later(30.1 * day))).toBeUndefined();
  });

  test("of others end at once when the password changes, the own one stays", async () => {
    const user = await aUser(db);
    const own = await createSession(db, { userId: user.id, ...here });
    const other = await createSession(db, { userId: user.id, ...here });
    const params = { username: user.username, present: testPassword, password: "another long one", ...here };
    const change = (present: string) =>
      changePassword(db, user.id, { ...params, present, keepSessionId: own.sessionId });
    await expect(change("wrong")).rejects.toMatchObject({ field: "present" });
    expect(await findSession(db, other.token)).toBeDefined();
    await change(testPassword);
    expect(await findSession(db, own.token)).toBeDefined();
    expect(await findSession(db, other.token)).toBeUndefined();
    await expect(signIn(db, { username: user.username, password: testPassword, ...here })).rejects.toThrow("wrong");
  });

  test("that are stolen do not find out the password by trying", async () => {
    const user = await aUser(db);
    const own = { username: user.username, password: "another long one", keepSessionId: null, ...here };
    for (let number = 0; number < 10; number++) {
      await expect(changePassword(db, user.id, { ...own, present: "wrong" })).rejects.toMatchObject({
        code: "invalid",
      });
    }
    await expect(changePassword(db, user.id, { ...own, present: testPassword })).rejects.toMatchObject({
      code: "too_many",
    });
  });

  test("all end at once when somebody else resets the password or disables the person", async () => {
    const user = await aUser(db);
    const first = await createSession(db, { userId: user.id, ...here });
    await setPassword(db, { userId: user.id, password: "another long one" }, bySystem);
    expect(await findSession(db, first.token)).toBeUndefined();
    const second = await createSession(db, { userId: user.id, ...here });
    await setDisabled(db, { userId: user.id, disabled: true }, bySystem);
    expect(await findSession(db, second.token)).toBeUndefined();
    await setDisabled(db, { userId: user.id, disabled: false }, bySystem);
    expect(await findSession(db, second.token)).toBeUndefined();
  });

  test("do not outlive the role they were made for", async () => {
    const user = await aUser(db, { role: "editor" });
    const { token } = await createSession(db, { userId: user.id, ...here });
    await setRole(db, { userId: user.id, role: "viewer" }, bySystem);
    expect(await findSession(db, token)).toBeUndefined();
  });

  test("can be listed and revoked by their person alone", async () => {
    const [user, other] = [await aUser(db), await aUser(db)];
    const { sessionId, token } = await createSession(db, { userId: user.id, ...here });
    expect(await listSessions(db, user.id)).toMatchObject([{ sessionId, ...here }]);
    await expect(revokeSession(db, { sessionId, userId: other.id })).rejects.toMatchObject({ code: "not_found" });
    expect(await findSession(db, token)).toBeDefined();
    await revokeSession(db, { sessionId, userId: user.id });
    expect(await findSession(db, token)).toBeUndefined();
    expect(await listSessions(db, user.id)).toEqual([]);
  });

  test("of long ago are cleared away", async () => {
    const user = await aUser(db);
    const { sessionId } = await createSession(db, { userId: user.id, ...here });
    await purgeSessions(db, later(59 * day));
    expect(await db.select().from(sessions).where(eq(sessions.id, sessionId))).toHaveLength(1);
    await purgeSessions(db, later(61 * day));
    expect(await db.select().from(sessions).where(eq(sessions.id, sessionId))).toHaveLength(0);
  });
});

test("a token that nobody has belongs to nobody", async () => {
  for (const token of ["", "x", "' or 1=1 --", "\u0000", "ü".repeat(5000)]) {
    expect(await findSession(db, token)).toBeUndefined();
  }
});
