import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { type Db, installDatabase, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";

let count = 0;

/** A fresh migrated database, and a folder that goes with it. PostgreSQL: on the server named by BENCH_POSTGRES. */
export async function openFresh(
  engine: "sqlite" | "postgres",
): Promise<{ db: Db; folder: string; url: string; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "metarr-bench-"));
  count += 1;
  const name = `bench_${process.pid}_${count}`;
  const server = process.env.BENCH_POSTGRES ?? "";
  if (engine === "postgres") {
    const admin = postgres(server, { max: 1, onnotice: () => {} });
    await admin.unsafe(`CREATE DATABASE ${name}`);
    await admin.end();
  }
  const url = server.replace(/\/[^/]*$/, `/${name}`);
  const target = engine === "postgres" ? { type: engine, url } : { type: engine, dataDir: folder };
  await migrate("latest", target);
  const opened = openDatabase(target);
  installDatabase(opened);
  return {
    db: opened.db,
    folder,
    url,
    close: async () => {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
