import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { openPostgresConnection, openSqliteConnection, sqliteFile } from "#db/client.ts";
import { inOrder, type TestTarget, testTarget } from "#db/testing.ts";
import { tarEnd, tarHeader, tarPadding } from "./tar.ts";

/** A folder that is removed when the test file ends. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "metarr-backup-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Another installation, which nobody has open, with its folder. */
export async function anInstallation(
  options: { empty?: boolean } = {},
): Promise<{ target: TestTarget; dataDir: string }> {
  const target = await testTarget(options);
  return { target, dataDir: target.type === "sqlite" ? target.dataDir : aFolder() };
}

/** Puts files of the cache where they belong and returns their names. */
export function keepInCache(dataDir: string, contents: readonly string[]): string[] {
  return contents.map((content) => {
    const hash = createHash("sha256").update(content).digest("hex");
    const name = `cache/assets/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}.jpg`;
    mkdirSync(dirname(join(dataDir, name)), { recursive: true });
    writeFileSync(join(dataDir, name), content);
    return name;
  });
}

type Rows = Record<string, unknown[]>;

/** Every row of every table, in an order of their own. */
export async function everyRow(target: TestTarget): Promise<Rows> {
  if (target.type === "sqlite") {
    const connection = openSqliteConnection(sqliteFile(target.dataDir));
    try {
      const names = connection.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
      return Object.fromEntries(
        names.map((name) => [name, inOrder(connection.prepare(`SELECT * FROM "${name}"`).all())]),
      );
    } finally {
      connection.close();
    }
  }
  const client = openPostgresConnection(target.url);
  try {
    const names = await client<{ name: string }[]>`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
    const all: Rows = {};
    for (const { name } of names) {
      // When a migration was applied belongs to the database, not to its rows.
      const columns = name === "schema_migrations" ? "name, checksum" : "*";
      all[name] = inOrder([...(await client.unsafe(`SELECT ${columns} FROM "${name}"`))]);
    }
    all["every sequence"] = inOrder([
      ...(await client`SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'`),
    ]);
    return all;
  } finally {
    await client.end();
  }
}

type Member = { name: string; content: Buffer };

/** The members of an archive, read without the code that is tested. */
function membersOf(archive: Buffer): Member[] {
  const members: Member[] = [];
  for (let at = 0; archive[at] !== 0; ) {
    const name = archive.toString("latin1", at, at + 100).replace(/\0.*$/s, "");
    const size = Number.parseInt(archive.toString("latin1", at + 124, at + 135), 8);
    members.push({ name, content: archive.subarray(at + 512, at + 512 + size) });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return members;
}

function archiveOf(members: readonly Member[], type = "0"): Buffer {
  const at = new Date();
  const parts = members.flatMap(({ name, content }) => {
    const header = tarHeader({ name, sizeBytes: content.length, at });
    if (type !== "0") sealAs(header, type);
    return [header, content, tarPadding(content.length)];
  });
  return Buffer.concat([...parts, tarEnd()]);
}

/** Another type of member, such as 2, a link, with the sum that belongs to it. */
function sealAs(header: Buffer, type: string): void {
  header.write(type, 156, "ascii");
  header.fill(" ", 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "ascii");
}

/** The archive with these members in place of its own. Its list of contents names them, so that only they are wrong. */
export function rebuilt(path: string, change: (members: Member[]) => Member[], type?: string): Buffer {
  const own = membersOf(readFileSync(path)).filter(({ name }) => name !== "contents.json");
  const members = change(own);
  const contents = members.map(({ name, content }) => ({
    name,
    sizeBytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
  }));
  return archiveOf([...members, { name: "contents.json", content: Buffer.from(JSON.stringify(contents)) }], type);
}

/** The archive with other facts. */
export const withFacts = (path: string, facts: unknown): Buffer =>
  rebuilt(path, ([, ...others]) => [{ name: "backup.json", content: Buffer.from(JSON.stringify(facts)) }, ...others]);
