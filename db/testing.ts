import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { env } from "#lib/env.ts";
import { type Db, installDatabase, openDatabase, sqliteFile } from "./client.ts";
import { databaseNow } from "./clock.ts";
import { dialect } from "./dialect/index.ts";

let count = 0;

export type TestTarget = { type: "sqlite"; dataDir: string } | { type: "postgres"; url: string };

/** A fresh database on the engine of this run, migrated unless `empty`; removed when the test file ends. */
export async function testTarget({ empty = false } = {}): Promise<TestTarget> {
  count += 1;
  if (dialect === "sqlite") {
    // The first of a test file lies where processes look for it that are given this one's DATA_DIR.
    const isFirst = !existsSync(sqliteFile(env.DATA_DIR));
    const dataDir = isFirst ? env.DATA_DIR : join(env.DATA_DIR, `database-${count}`);
    mkdirSync(dataDir, { recursive: true });
    if (!empty) copyFileSync(inject("template"), sqliteFile(dataDir));
    afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
    return { type: "sqlite", dataDir };
  }
  const name = `test_${process.pid}_${Date.now()}_${count}`;
  const admin = postgres(inject("server"), { max: 1, onnotice: () => {} });
  await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE ${empty ? "template0" : inject("template")}`);
  await admin.end();
  afterAll(async () => {
    const cleaner = postgres(inject("server"), { max: 1, onnotice: () => {} });
    await cleaner.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await cleaner.end();
  });
  return { type: "postgres", url: inject("server").replace(/\/[^/]*$/, `/${name}`) };
}

/**
 * Rows in an order of their own, to compare them with what they were before. Unasked, an engine returns them in any order:
 * PostgreSQL puts a row that was written at another place.
 */
export function inOrder<T>(rows: readonly T[]): T[] {
  const keyed = rows.map((row) => ({ row, key: JSON.stringify(row) }));
  return keyed.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ row }) => row);
}

/** Waits until the database's clock goes on, so that what is written next bears another moment. */
export async function untilLater(db: Db): Promise<void> {
  const before = await databaseNow(db);
  while ((await databaseNow(db)).getTime() === before.getTime());
}

/** Opens a fresh migrated database and makes it the one getDb() answers with. */
export async function testDb(): Promise<Db> {
  const opened = openDatabase(await testTarget());
  installDatabase(opened);
  afterAll(() => opened.close());
  return opened.db;
}
