import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { apiKeys } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { createApiKey, listApiKeys, revokeApiKey, verifyApiKey } from "./api-keys.ts";
import { asCurrent, aUser } from "./testing.ts";
import { setDisabled, setRole } from "./users.ts";

const db = await testDb();
const admin = asCurrent(await aUser(db, { role: "admin" }));
const editor = asCurrent(await aUser(db, { role: "editor" }));

describe("S16: API keys", () => {
  test("have 256 random bits, are shown once and stored as SHA-256", async () => {
    const { keyId, key } = await createApiKey(db, admin, { name: "backup script", role: "viewer" });
    expect(Buffer.from(key.slice(4), "base64url").length).toBe(32);
    const [row] = await db.select().from(apiKeys).where(eq(apiKeys.id, keyId));
    expect(JSON.stringify(row)).not.toContain(key);
    expect(JSON.stringify(await listApiKeys(db))).not.toMatch(new RegExp(`${key}|[0-9a-f]{64}`));
    expect(await verifyApiKey(db, key)).toMatchObject({ id: admin.id, role: "viewer", via: "key", keyId });
  });

  test("end the moment they are revoked", async () => {
    const { keyId, key } = await createApiKey(db, editor, { name: "radarr", role: "editor" });
    await expect(revokeApiKey(db, { ...editor, id: 0 }, { keyId })).rejects.toMatchObject({ code: "not_found" });
    await revokeApiKey(db, editor, { keyId });
    expect(await verifyApiKey(db, key)).toBeUndefined();
    expect(await listApiKeys(db, editor.id)).toEqual([]);
  });

  test("end when they expire", async () => {
    const expiresAt = new Date(Date.now() + 60_000);
    const { key } = await createApiKey(db, editor, { name: "a day", role: "viewer", expiresAt });
    expect(await verifyApiKey(db, key)).toBeDefined();
    expect(await verifyApiKey(db, key, new Date(Date.now() + 61_000))).toBeUndefined();
  });

  test("never have more than their person has now", async () => {
    await expect(createApiKey(db, editor, { name: "too much", role: "admin" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const person = await aUser(db, { role: "admin" });
    const { key } = await createApiKey(db, asCurrent(person), { name: "grand", role: "admin" });
    await setRole(db, { userId: person.id, role: "viewer" }, { byUserId: null });
    expect(await verifyApiKey(db, key)).toMatchObject({ role: "viewer" });
    await setDisabled(db, { userId: person.id, disabled: true }, { byUserId: null });
    expect(await verifyApiKey(db, key)).toBeUndefined();
  });

  test("cannot make or revoke keys", async () => {
    const { key, keyId } = await createApiKey(db, admin, { name: "ambitious", role: "admin" });
    const asKey = await verifyApiKey(db, key);
    if (!asKey) throw new Error("The key should work.");
    await expect(createApiKey(db, asKey, { name: "child", role: "viewer" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(revokeApiKey(db, asKey, { keyId })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("that are wrong in any way open nothing", async () => {
    const { key } = await createApiKey(db, admin, { name: "right", role: "admin" });
    for (const wrong of ["", "mtr_", key.slice(0, -1), key.toUpperCase(), ` ${key}`, "\u0000"]) {
      expect(await verifyApiKey(db, wrong)).toBeUndefined();
    }
  });
});
