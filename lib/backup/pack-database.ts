import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress } from "node:zlib";
import { dumpPostgres } from "#db/dump-postgres.ts";
import type { DatabaseOptions } from "#db/handle.ts";
import { sqliteFile } from "#db/sqlite-connection.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { sqliteName, tableName } from "./members.ts";
import { copySqlite, countSqlite } from "./sqlite-tasks.ts";
import type { BackupFacts } from "./vocabulary.ts";

export type PackedDatabase = Pick<
  BackupFacts,
  "engine" | "engineVersion" | "migrations" | "rows" | "columns" | "sequences" | "databaseBytes"
> & { members: { name: string; path: string }[] };

export type PackOptions = {
  /** Where the members are put. */
  folder: string;
  signal?: AbortSignal | undefined;
  /** 0 to 1. */
  onProgress: (part: number) => void;
  /** SQLite: copies the database for whoever has it locked. */
  copyTo?: ((path: string) => Promise<unknown>) | undefined;
};

/** Takes the database as it is at one moment, whatever others write meanwhile, and packs it. */
export function packDatabase(target: DatabaseOptions, options: PackOptions): Promise<PackedDatabase> {
  return target.type === "sqlite" ? packSqlite(target.dataDir, options) : packPostgres(target.url, options);
}

async function packSqlite(dataDir: string, { folder, signal, onProgress, copyTo }: PackOptions) {
  const copy = join(folder, "metarr.sqlite");
  await copyTo?.(copy);
  const look = copyTo
    ? await countSqlite(copy, signal)
    : await copySqlite({ from: sqliteFile(dataDir), to: copy }, signal);
  failpoint("backup.copied");
  const { size: databaseBytes } = await stat(copy);
  const path = join(folder, "database.zst");
  await compress({
    from: createReadStream(copy),
    to: path,
    signal,
    onBytes: (done) => onProgress(done / databaseBytes),
  });
  await rm(copy);
  const { rows, migrations, version: engineVersion } = look;
  const members = [{ name: sqliteName, path }];
  return {
    engine: "sqlite" as const,
    engineVersion,
    migrations,
    rows,
    columns: {},
    sequences: {},
    databaseBytes,
    members,
  };
}

async function packPostgres(url: string, { folder, signal, onProgress }: PackOptions): Promise<PackedDatabase> {
  return dumpPostgres({ url, signal }, async ({ version, migrations, tables, sequences, copyTable }) => {
    const members: PackedDatabase["members"] = [];
    const rows: Record<string, number> = {};
    let databaseBytes = 0;
    for (const { name: table } of tables) {
      const path = join(folder, `${table}.zst`);
      const before = databaseBytes;
      const from = await copyTable(table);
      let lines = 0;
      const onPiece = (piece: Buffer) => (lines += countLines(piece));
      await compress({ from, to: path, signal, onPiece, onBytes: (done) => (databaseBytes = before + done) });
      rows[table] = lines;
      members.push({ name: tableName(table), path });
      onProgress(members.length / tables.length);
      failpoint("backup.copied");
    }
    const columns = Object.fromEntries(tables.map(({ name, columns: names }) => [name, names]));
    return {
      engine: "postgres" as const,
      engineVersion: version,
      migrations,
      rows,
      columns,
      sequences,
      databaseBytes,
      members,
    };
  });
}

/** COPY writes a line for every row, and never a line break inside one. */
export function countLines(piece: Buffer): number {
  let lines = 0;
  for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) lines += 1;
  return lines;
}

type Compress = {
  from: Readable;
  to: string;
  signal?: AbortSignal | undefined;
  onBytes: (done: number) => void;
  onPiece?: (piece: Buffer) => void;
};

async function compress({ from, to, signal, onBytes, onPiece }: Compress): Promise<void> {
  let done = 0;
  const meter = new Transform({
    transform(piece: Buffer, _encoding, next) {
      done += piece.length;
      onPiece?.(piece);
      onBytes(done);
      next(null, piece);
    },
  });
  // Fast, and a quarter of the size: stronger levels take many times as long for a tenth less.
  const zstd = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  await pipeline(
    from,
    meter,
    zstd,
    createWriteStream(to, { flags: "wx", mode: 0o600 }),
    ...(signal ? [{ signal }] : []),
  );
}
