import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { failpoint } from "#lib/files/failpoint.ts";
import { type CacheFile, hashFile, hashInName } from "./cache-files.ts";
import { contentsName, factsName, secretName } from "./members.ts";
import { tarEnd, tarHeader, tarPadding } from "./tar.ts";
import type { BackupContents, BackupFacts } from "./vocabulary.ts";

type Archive = {
  facts: BackupFacts;
  /** Members of the database, packed already. */
  database: readonly { name: string; path: string }[];
  secret: string | undefined;
  cache: readonly CacheFile[];
  signal?: AbortSignal | undefined;
  /** Bytes of the cache that are in it. */
  onBytes: (bytes: number) => void;
};

/** Writes a whole archive and flushes it. What vanished from the cache or rotted meanwhile is left out. */
export async function packArchive(path: string, archive: Archive): Promise<void> {
  const { facts, database, secret, cache, signal, onBytes } = archive;
  const file = await open(path, "wx", 0o600);
  try {
    const add = memberWriter(file, new Date(facts.createdAt));
    await add.bytes(factsName, json(facts));
    for (const { name, path: source } of database) await add.file({ name, path: source, signal });
    failpoint("backup.database");
    if (secret !== undefined) await add.bytes(secretName, Buffer.from(`${secret}\n`));
    let done = 0;
    for (const each of cache) {
      if (await isSound(each, signal)) await add.file({ ...each, signal });
      done += each.sizeBytes;
      onBytes(done);
    }
    await add.bytes(contentsName, json(add.contents));
    await file.writeFile(tarEnd());
    await file.sync();
  } finally {
    await file.close();
  }
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

/** Adds members one after another and keeps the list of them. */
function memberWriter(archive: FileHandle, at: Date) {
  const contents: BackupContents = [];

  async function bytes(name: string, content: Buffer): Promise<void> {
    await archive.writeFile(tarHeader({ name, sizeBytes: content.length, at }));
    await archive.writeFile(content);
    await archive.writeFile(tarPadding(content.length));
    contents.push({ name, sizeBytes: content.length, sha256: createHash("sha256").update(content).digest("hex") });
  }

  async function file({ name, path, signal }: { name: string; path: string; signal?: AbortSignal | undefined }) {
    const { size: sizeBytes } = await stat(path);
    const hash = createHash("sha256");
    let written = 0;
    await archive.writeFile(tarHeader({ name, sizeBytes, at }));
    for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      signal?.throwIfAborted();
      hash.update(piece);
      written += piece.length;
      await archive.writeFile(piece);
    }
    if (written !== sizeBytes) throw new Error(`${path} changed while it was backed up. Try again.`);
    await archive.writeFile(tarPadding(sizeBytes));
    contents.push({ name, sizeBytes, sha256: hash.digest("hex") });
  }

  return { contents, bytes, file };
}

/** Whether a file of the cache is still there and is what its name says. */
async function isSound({ name, path }: CacheFile, signal: AbortSignal | undefined): Promise<boolean> {
  signal?.throwIfAborted();
  const wanted = hashInName(name);
  const facts = await stat(path).catch(() => undefined);
  return facts?.isFile() === true && (wanted === undefined || (await hashFile(path, signal)) === wanted);
}
