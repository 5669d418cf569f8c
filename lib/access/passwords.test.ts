import { expect, test, vi } from "vitest";
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
  const { verifyPassword: counted, calls } = await withCountedVerifier();
  const hash = await hashPassword("correct horse battery");
  const workOf = async (passwordHash: string | null) => {
    calls.length = 0;
    expect(await counted(passwordHash, "wrong")).toBe(false);
    // What Argon2 does depends on these alone: algorithm, version, memory, passes and lanes.
    return calls.map((checked) => checked.split("$").slice(0, 4).join("$"));
  };
  const known = await workOf(hash);
  expect(known).toEqual([hash.split("$").slice(0, 4).join("$")]);
  expect(await workOf(null)).toEqual(known);
});

/** A module of its own over a verifier that notes the hash of each call and then works as ever. */
async function withCountedVerifier() {
  const calls: string[] = [];
  vi.doMock("@node-rs/argon2", async (importOriginal) => {
    const real = await importOriginal<typeof import("@node-rs/argon2")>();
    const verify: typeof real.verify = (hashed, ...others) => {
      calls.push(String(hashed));
      return real.verify(hashed, ...others);
    };
    return { ...real, verify };
  });
  // Test files share modules; the question mark asks for another one.
  const another = "./passwords.ts?counted";
  const { verifyPassword: counted }: typeof import("./passwords.ts") = await import(another);
  vi.doUnmock("@node-rs/argon2");
  return { verifyPassword: counted, calls };
}
