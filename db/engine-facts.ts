import { sql } from "drizzle-orm";
import { dialect } from "./dialect/index.ts";
import type { Db } from "./handle.ts";
import { rows } from "./raw.ts";

export type EngineFacts = { engine: "sqlite" | "postgres"; version: string; sizeBytes: number };

/** Which database this is, and how large it has become. */
export async function describeEngine(db: Db): Promise<EngineFacts> {
  const [row] = await rows<{ version: string; size: number | string }>(
    db,
    dialect === "postgres"
      ? sql`select current_setting('server_version') as version, pg_database_size(current_database()) as size`
      : sql`select sqlite_version() as version, pages.page_count * sizes.page_size as size
            from pragma_page_count() pages, pragma_page_size() sizes`,
  );
  if (!row) throw new Error("The database did not say what it is.");
  return { engine: dialect, version: row.version, sizeBytes: Number(row.size) };
}
