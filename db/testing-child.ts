import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "#lib/errors.ts";
import { openDatabase, openSqliteConnection, sqliteFile } from "./client.ts";
import { genres } from "./schema/index.ts";
import { transaction } from "./transaction.ts";

/** Fills the small disk its DATA_DIR lies on with rows, frees it, and tells what came of the database. */
const dataDir = process.argv[2] ?? "";
const ballast = join(dataDir, "ballast");
writeFileSync(ballast, Buffer.alloc(2_000_000));
const { db, close } = openDatabase({ type: "sqlite", dataDir });
const write = (batch: number) =>
  transaction(db, (tx) =>
    tx.insert(genres).values(Array.from({ length: 100 }, (_, at) => ({ name: `${batch} ${at} ${"x".repeat(1_000)}` }))),
  );

let committed = 0;
let failure = "";
while (failure === "" && committed < 200) {
  try {
    await write(committed);
    committed += 1;
  } catch (error) {
    failure = messageOf(error);
  }
}
const rowsWhenFull = await db.$count(genres);
rmSync(ballast);
await write(-1);
const rowsAfter = await db.$count(genres);
await close();
const connection = openSqliteConnection(sqliteFile(dataDir));
const integrity = connection.pragma("integrity_check", { simple: true });
connection.close();
process.stdout.write(JSON.stringify({ committed: committed * 100, failure, rowsWhenFull, rowsAfter, integrity }));
