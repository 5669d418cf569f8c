import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { AppError } from "#lib/errors.ts";
import { assertRoomFor } from "#lib/files/free-space.ts";
import { hashInName } from "./cache-files.ts";
import { contentsName, type OpenBackup, readMember, secretName, sqliteName, tableName } from "./members.ts";
import { countLines } from "./pack-database.ts";
import { lookAtSqlite } from "./sqlite-tasks.ts";
import type { TarMember } from "./tar.ts";
import { unpackThrough, unpackToFile } from "./unpack.ts";

type CheckOptions = {
  /** An empty folder, on a disk with room for the database. */
  work: string;
  signal?: AbortSignal | undefined;
  onProgress?: (percent: number, note: string) => void;
};

/** Where checkBackup() leaves the SQLite database that it unpacked. */
export const unpackedFile = (work: string): string => join(work, "metarr.sqlite");

/**
 * Reads all of a backup: that every member is there with the bytes it had, every picture and trailer is what its name
 * says, and the database is sound and has the rows it had. Throws `invalid` with what is wrong.
 */
export async function checkBackup(backup: OpenBackup, options: CheckOptions): Promise<void> {
  const { facts } = backup;
  assertComplete(backup);
  await checkHashes(backup, options);
  options.onProgress?.(60, "Database");
  if (facts.engine === "sqlite") await checkSqlite(backup, options);
  else await checkTables(backup, options);
}

/** The members are those that its list names and its facts promise. */
function assertComplete({ contents, members, facts }: OpenBackup): void {
  const listed = new Map(contents.map(({ name, sizeBytes }) => [name, sizeBytes]));
  const others = [...members.values()].filter(({ name }) => name !== contentsName);
  const isAsListed =
    listed.size === contents.length &&
    others.length === listed.size &&
    others.every(({ name, sizeBytes }) => listed.get(name) === sizeBytes);
  const wanted = [
    ...(facts.engine === "sqlite" ? [sqliteName] : Object.keys(facts.rows).map(tableName)),
    ...(facts.hasSecrets ? [secretName] : []),
  ];
  const database = others.filter(({ name }) => name.startsWith("database/") || name === secretName);
  const isAsPromised = database.length === wanted.length && wanted.every((name) => members.has(name));
  if (isAsListed && isAsPromised) return;
  throw new AppError("invalid", "This backup is damaged: it does not hold what its list says.");
}

async function checkHashes(
  { file, contents, members }: OpenBackup,
  { signal, onProgress }: CheckOptions,
): Promise<void> {
  const total = contents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let done = 0;
  for (const { name, sha256 } of contents) {
    const member = getMember(members, name);
    const hash = createHash("sha256");
    for await (const piece of readMember(file, member)) {
      signal?.throwIfAborted();
      hash.update(piece);
    }
    const found = hash.digest("hex");
    if (found !== sha256 || found !== (hashInName(name) ?? found)) {
      throw new AppError("invalid", `This backup is damaged: ${name} is not what it was.`);
    }
    done += member.sizeBytes;
    onProgress?.((60 * done) / Math.max(1, total), "Contents");
  }
}

async function checkSqlite({ file, members, facts }: OpenBackup, { work, signal }: CheckOptions): Promise<void> {
  const path = unpackedFile(work);
  await assertRoomFor({ folder: work, bytes: facts.databaseBytes, what: "the database of this backup" });
  const member = getMember(members, sqliteName);
  await unpackToFile({ file, member, maxBytes: facts.databaseBytes, signal }, path);
  const { size } = await stat(path);
  const look = await lookAtSqlite(path, signal);
  if (look.problem !== null) throw new AppError("invalid", `The database in this backup is damaged: ${look.problem}`);
  const isAsSaid =
    size === facts.databaseBytes &&
    isDeepStrictEqual(look.rows, facts.rows) &&
    isDeepStrictEqual(look.migrations, facts.migrations);
  if (!isAsSaid) throw wrongRows();
}

async function checkTables({ file, members, facts }: OpenBackup, { signal, onProgress }: CheckOptions): Promise<void> {
  let left = facts.databaseBytes;
  const tables = Object.entries(facts.rows);
  for (const [index, [table, wanted]] of tables.entries()) {
    let lines = 0;
    const packed = { file, member: getMember(members, tableName(table)), maxBytes: left, signal };
    left -= await unpackThrough(packed, (piece) => (lines += countLines(piece)));
    if (lines !== wanted || facts.columns[table] === undefined) throw wrongRows();
    onProgress?.(60 + (40 * index) / tables.length, "Database");
  }
  if (left !== 0) throw wrongRows();
}

function getMember(members: ReadonlyMap<string, TarMember>, name: string): TarMember {
  const member = members.get(name);
  if (!member) throw new AppError("invalid", `This backup is damaged: ${name} is missing.`);
  return member;
}

const wrongRows = () => new AppError("invalid", "This backup is damaged: its database does not have the rows it had.");
