import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { decryptSecret, encryptSecret, isMasked, keptSecret, maskSecret } from "./secrets.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "metarr-secret-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("S17: a stored secret cannot be read from the database and comes back whole", () => {
  const stored = encryptSecret("tmdb-key-0123456789");
  expect(stored).not.toContain("tmdb");
  expect(stored).not.toBe(encryptSecret("tmdb-key-0123456789"));
  expect(decryptSecret(stored)).toBe("tmdb-key-0123456789");
});

test("S17: a stored secret that somebody changed is refused", () => {
  const stored = encryptSecret("tmdb-key-0123456789");
  // Not the last letter: not all of its bits count.
  const at = stored.length - 5;
  const other = stored.at(at) === "A" ? "B" : "A";
  expect(() => decryptSecret(stored.slice(0, at) + other + stored.slice(at + 1))).toThrow("Enter the secret again");
  expect(() => decryptSecret("v1:")).toThrow("Enter the secret again");
});

test("S17: people see the last four characters at most", () => {
  expect(maskSecret("tmdb-key-0123456789")).toBe("••••6789");
  expect(maskSecret("short")).toBe("••••");
  expect(isMasked(maskSecret("tmdb-key-0123456789"))).toBe(true);
  expect(isMasked("a-new-key")).toBe(false);
});

test("the secret is made once, readable by its owner alone", () => {
  const first = keptSecret(folder);
  expect(first.length).toBeGreaterThan(40);
  expect(keptSecret(folder)).toBe(first);
  expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
});

test("a secret file that is too short is refused, never replaced", () => {
  writeFileSync(join(folder, "secret"), "abc");
  expect(() => keptSecret(folder)).toThrow("shorter than 16");
  expect(readFileSync(join(folder, "secret"), "utf8")).toBe("abc");
});

test("eight processes starting at once agree on one secret and leave no other file", async () => {
  const script = `import { keptSecret } from ${JSON.stringify(join(import.meta.dirname, "secrets.ts"))};
    process.stdout.write(keptSecret(process.argv[1]));`;
  const run = () =>
    new Promise<string>((done, fail) => {
      const child = spawn(process.execPath, ["--input-type=module", "-e", script, folder], {
        cwd: join(import.meta.dirname, "../.."),
      });
      let output = "";
      child.stdout.on("data", (chunk) => {
        output += chunk;
      });
      child.on("error", fail);
      child.on("close", () => done(output));
    });
  const secrets = await Promise.all(Array.from({ length: 8 }, run));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]?.length).toBeGreaterThan(40);
  expect(readdirSync(folder)).toEqual(["secret"]);
});
