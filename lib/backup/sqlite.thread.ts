import { openSqliteConnection } from "#db/sqlite-connection.ts";
import { AppError } from "#lib/errors.ts";
import { answerTasks } from "#lib/files/thread-tasks.ts";
import type { SqliteLook, SqliteTask } from "./sqlite-tasks.ts";

type Connection = ReturnType<typeof openSqliteConnection>;

/** More pages than a database has: one step takes one moment of it, whatever others write meanwhile. */
const everyPage = 0x7fff_ffff;

answerTasks<SqliteTask, SqliteLook>(async (task) => {
  if (task.kind !== "copy") return withConnection(task.file, (copy) => look(copy, task.kind === "look"));
  await withConnection(task.from, (source) => source.backup(task.to, { progress: () => everyPage }));
  return withConnection(task.to, (copy) => look(copy, false));
});

async function withConnection<T>(file: string, body: (connection: Connection) => T | Promise<T>): Promise<T> {
  let connection: Connection | undefined;
  try {
    connection = openSqliteConnection(file);
    return await body(connection);
  } catch (error) {
    throw explained(error, file);
  } finally {
    connection?.close();
  }
}

function explained(error: unknown, file: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "SQLITE_FULL") {
    return new AppError("disk", `Could not write ${file}: the disk is full. Free some space.`, { cause: error });
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return new AppError("invalid", `The database ${file} is damaged: ${String(error)}`, { cause: error });
  }
  return error;
}

/** Counts the rows of every table; `thorough` also reads every page. */
function look(connection: Connection, thorough: boolean): SqliteLook {
  // What a file from elsewhere brings is not run while it is looked at.
  connection.pragma("trusted_schema = OFF");
  const column = (statement: string): string[] => connection.prepare<[], string>(statement).pluck().all();
  const problems = thorough ? column("PRAGMA integrity_check(3)").filter((text) => text !== "ok") : [];
  const orphans = thorough ? connection.prepare("SELECT 1 FROM pragma_foreign_key_check LIMIT 1").all().length : 0;
  const tables = column(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
  );
  const counted = tables.map((table): [string, number] => {
    const quoted = table.replaceAll('"', '""');
    return [table, connection.prepare<[], number>(`SELECT count(*) FROM "${quoted}"`).pluck().get() ?? 0];
  });
  return {
    problem: problems[0] ?? (orphans > 0 ? "Rows are left whose parent is missing." : null),
    rows: Object.fromEntries(counted),
    migrations: tables.includes("schema_migrations") ? column("SELECT name FROM schema_migrations ORDER BY name") : [],
    version: column("SELECT sqlite_version()")[0] ?? "",
  };
}
