import { beforeEach, describe, expect, test } from "vitest";
import { loginAttempts } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { signIn } from "./sign-in.ts";
import { aUser, testPassword } from "./testing.ts";
import { addressKey, countAttempt, purgeAttempts } from "./throttle.ts";
import { setDisabled } from "./users.ts";

const db = await testDb();
const from = (address: string) => ({ address, userAgent: null });
const attempt = (username: string, password: string, address = "192.0.2.1") =>
  signIn(db, { username, password, ...from(address) }).then(
    () => "in",
    (error) => error.code,
  );

beforeEach(async () => {
  await db.delete(loginAttempts);
});

describe("S13: signing in", () => {
  test("works with the name in any case", async () => {
    await aUser(db, { username: "Ánna" });
    expect(await attempt("  ánna ", testPassword)).toBe("in");
  });

  test("says the same to a wrong password, an unknown name and a disabled person", async () => {
    const user = await aUser(db, { username: "closed" });
    await aUser(db, { username: "open" });
    await setDisabled(db, { userId: user.id, disabled: true }, { byUserId: null });
    const message = (username: string, password: string) =>
      signIn(db, { username, password, ...from("192.0.2.2") }).catch((error: Error) => error.message);
    const answers = await Promise.all([
      message("open", "wrong"),
      message("nobody", "wrong"),
      message("closed", testPassword),
    ]);
    expect(new Set(answers)).toEqual(new Set(["The name or the password is wrong."]));
  });

  test("is refused after 10 failures of one account, from whatever address and with the right password too", async () => {
    await aUser(db, { username: "target" });
    for (let number = 0; number < 10; number++)
      expect(await attempt("target", "wrong", `192.0.2.${number}`)).toBe("unauthorized");
    expect(await attempt("target", "wrong", "198.51.100.1")).toBe("too_many");
    expect(await attempt(" TARGET", testPassword, "198.51.100.2")).toBe("too_many");
  });

  test("is refused alike for names that do not exist", async () => {
    for (let number = 0; number < 10; number++) expect(await attempt("ghost", "wrong")).toBe("unauthorized");
    expect(await attempt("ghost", "wrong")).toBe("too_many");
  });

  test("is refused after 50 failures from one address, whatever the names", async () => {
    const outcomes: string[] = [];
    for (let number = 0; number < 60; number++) outcomes.push(await attempt(`name ${number}`, "wrong", "203.0.113.5"));
    expect(outcomes.slice(0, 50)).toEqual(Array(50).fill("unauthorized"));
    expect(outcomes.slice(50)).toEqual(Array(10).fill("too_many"));
    expect(await attempt("name 3", "wrong", "203.0.113.6")).toBe("unauthorized");
  });

  test("gives a thousand tries at once no more than ten", async () => {
    await aUser(db, { username: "hammered" });
    const outcomes = await Promise.all(
      Array.from({ length: 1000 }, (_, number) => attempt("hammered", "wrong", `10.0.${number % 250}.1`)),
    );
    expect(outcomes.filter((outcome) => outcome === "unauthorized").length).toBeLessThanOrEqual(10);
    expect(outcomes.filter((outcome) => outcome === "too_many").length).toBeGreaterThanOrEqual(990);
  });

  test("forgives an account its failures once it succeeds", async () => {
    await aUser(db, { username: "forgetful" });
    for (let number = 0; number < 9; number++) await attempt("forgetful", "wrong");
    expect(await attempt("forgetful", testPassword)).toBe("in");
    for (let number = 0; number < 9; number++) expect(await attempt("forgetful", "wrong")).toBe("unauthorized");
  });

  test("takes any characters without an error of its own", async () => {
    for (const name of ["\u0000", "a\u0000b", "\ud800", "'; drop table users --", "x".repeat(100_000), "%_%"]) {
      expect(await attempt(name, "\u0000\ud800")).toBe("unauthorized");
    }
    expect(await attempt("x", "y".repeat(1_000_000))).toBe("unauthorized");
  });
});

test("the wait ends 15 minutes after the failures, and refused tries do not prolong it", async () => {
  const start = Date.now();
  const at = (minutes: number) => new Date(start + minutes * 60_000);
  const count = (minutes: number) => countAttempt(db, { account: "slow", address: "192.0.2.9" }, at(minutes));
  for (let minute = 0; minute < 10; minute++) await count(minute);
  await expect(count(10)).rejects.toMatchObject({ code: "too_many", message: expect.stringContaining("5 minutes") });
  await expect(count(14)).rejects.toMatchObject({
    details: { retryAfterSeconds: 60 },
    message: expect.stringContaining("1 minute,"),
  });
  await count(15.1);
  await expect(count(15.2)).rejects.toMatchObject({ code: "too_many" });
  await purgeAttempts(db, at(60));
  expect(await db.select().from(loginAttempts)).toEqual([]);
});

test("addresses are counted as people own them", () => {
  expect(addressKey("192.0.2.1")).toBe("192.0.2.1");
  expect(addressKey("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(addressKey("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(addressKey("2001:0db8:0001:0002::9")).toBe("2001:db8:1:2::/64");
  expect(addressKey("::1")).toBe("0:0:0:0::/64");
  expect(addressKey("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(addressKey("unknown")).toBe("unknown");
});
