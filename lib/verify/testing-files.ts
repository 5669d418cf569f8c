import { readFile, stat, utimes, writeFile } from "node:fs/promises";

/** Changes bytes and nothing else, as a failing disk does. */
export async function rot(path: string): Promise<void> {
  const [bytes, facts] = [await readFile(path), await stat(path)];
  bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 0xff;
  await writeFile(path, bytes);
  // Half a millisecond on: a float of seconds is not exact, and whole milliseconds count.
  await utimes(path, facts.atime, (Math.floor(facts.mtimeMs) + 0.5) / 1000);
}
