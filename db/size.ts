import { stat } from "node:fs/promises";
import { openPostgresConnection } from "./client.ts";
import type { DatabaseOptions } from "./handle.ts";
import { sqliteFile } from "./sqlite-connection.ts";

/** How large a database is, without opening it where it is a file. 0 when there is none. */
export async function databaseBytes(target: DatabaseOptions): Promise<number> {
  if (target.type === "sqlite") {
    const file = sqliteFile(target.dataDir);
    const sizes = await Promise.all([file, `${file}-wal`].map((path) => stat(path).catch(() => ({ size: 0 }))));
    return sizes.reduce((sum, { size }) => sum + size, 0);
  }
  const client = openPostgresConnection(target.url);
  try {
    const [row] = await client<{ size: string }[]>`SELECT pg_database_size(current_database()) AS size`;
    return Number(row?.size ?? 0);
  } finally {
    await client.end();
  }
}
