import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./passwords.ts";

test("S13: passwords are Argon2id with at least 19 MiB and two passes", async () => {
  const hash = await hashPassword("correct horse battery");
  const [, algorithm, , costs] = hash.split("$");
  expect(algorithm).toBe("argon2id");
  const memory = Number(costs?.match(/m=(\d+)/)?.[1]);
  const passes = Number(costs?.match(/t=(\d+)/)?.[1]);
  expect(memory).toBeGreaterThanOrEqual(19 * 1024);
  expect(passes).toBeGreaterThanOrEqual(2);
});

test("a password belongs to its hash, another does not", async () => {
  const hash = await hashPassword("correct horse battery");
  expect(await verifyPassword(hash, "correct horse battery")).toBe(true);
  expect(await verifyPassword(hash, "correct horse batterz")).toBe(false);
});

test("the same letters typed on another system are the same password", async () => {
  const hash = await hashPassword("zwölf Monde am Himmel".normalize("NFC"));
  expect(await verifyPassword(hash, "zwölf Monde am Himmel".normalize("NFD"))).toBe(true);
});

test("S13: an unknown person costs the same work and is refused", async () => {
  const hash = await hashPassword("correct horse battery");
  const time = async (check: () => Promise<boolean>) => {
    const started = performance.now();
    for (let round = 0; round < 5; round++) await check();
    return performance.now() - started;
  };
  const known = await time(() => verifyPassword(hash, "wrong"));
  const unknown = await time(() => verifyPassword(null, "wrong"));
  expect(await verifyPassword(null, "wrong")).toBe(false);
  // The work is equal by construction (same costs in both hashes); the bound only catches a missing hash.
  expect(unknown).toBeGreaterThan(known / 4);
});
