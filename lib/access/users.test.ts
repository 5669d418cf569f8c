import { describe, expect, test } from "vitest";
import { roles as storedRoles } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { aUser, testPassword } from "./testing.ts";
import { createUser, findUserByName, listUsers, setDisabled, setRole } from "./users.ts";
import { hasRole, lowerRole, roles } from "./vocabulary.ts";

const db = await testDb();
const by = { byUserId: null };

test("the roles in code are those in the database", () => {
  expect([...roles]).toEqual([...storedRoles]);
});

test("a role includes the weaker ones", () => {
  expect(roles.map((role) => hasRole({ role }, "editor"))).toEqual([true, true, false]);
  expect(lowerRole("admin", "viewer")).toBe("viewer");
  expect(lowerRole("editor", "admin")).toBe("editor");
});

test("two people cannot have names that read the same", async () => {
  await aUser(db, { username: "Bert" });
  await expect(createUser(db, { username: "bert ", password: testPassword, role: "viewer" }, by)).rejects.toMatchObject(
    {
      code: "conflict",
      field: "username",
    },
  );
  expect((await findUserByName(db, "BERT"))?.username).toBe("Bert");
});

test("a list of people never holds a password or its hash", async () => {
  await aUser(db);
  expect(JSON.stringify(await listUsers(db))).not.toMatch(/argon2|passwordHash/);
});

test("names that cannot be seen are refused", async () => {
  for (const username of ["", " ", "a\u200bb", "a\nb", "x".repeat(65)]) {
    await expect(createUser(db, { username, password: testPassword, role: "viewer" }, by)).rejects.toMatchObject({
      code: "invalid",
    });
  }
});

describe("somebody always administrates", () => {
  test("the only administrator cannot be demoted or disabled", async () => {
    const only = await aUser(db, { role: "admin" });
    await expect(setRole(db, { userId: only.id, role: "viewer" }, by)).rejects.toMatchObject({ code: "conflict" });
    await expect(setDisabled(db, { userId: only.id, disabled: true }, by)).rejects.toMatchObject({ code: "conflict" });
    expect(await findUserByName(db, only.username)).toMatchObject({ role: "admin", disabledAt: null });
  });

  test("of two administrators who demote each other at once one stays", async () => {
    const second = await aUser(db, { role: "admin" });
    const admins = (await listUsers(db)).filter((user) => user.role === "admin" && !user.disabledAt);
    expect(admins.map((user) => user.id)).toContain(second.id);
    const outcomes = await Promise.allSettled(admins.map(({ id }) => setRole(db, { userId: id, role: "viewer" }, by)));
    expect(outcomes.filter((outcome) => outcome.status === "rejected")).toHaveLength(1);
  });
});

test("somebody who does not exist cannot be changed", async () => {
  await expect(setRole(db, { userId: 999_999, role: "admin" }, by)).rejects.toMatchObject({ code: "not_found" });
});
