import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { Readable } from "node:stream";
import { AppError } from "#lib/errors.ts";
import { diskError, isMissing, systemCode } from "#lib/files/disk-error.ts";
import { readTar, type TarMember } from "./tar.ts";
import { type BackupContents, type BackupFacts, backupContentsSchema, backupFactsSchema } from "./vocabulary.ts";

export const factsName = "backup.json";
export const contentsName = "contents.json";
export const secretName = "secret";
export const sqliteName = "database/metarr.sqlite.zst";
export const tableName = (table: string): string => `database/${table}.copy.zst`;

/** Pictures and trailers by their SHA-256, and thumbnails by that of their picture. Groups: folder, hash, width. */
export const cachePattern =
  /^cache\/(assets|videos|thumbs)\/[0-9a-f]{2}\/[0-9a-f]{2}\/([0-9a-f]{64})(-\d{1,5})?\.[a-z0-9]{2,5}$/;
const known = [
  /^(?:backup\.json|contents\.json|secret)$/,
  /^database\/(?:metarr\.sqlite|[a-z_][a-z0-9_]{0,62}\.copy)\.zst$/,
  cachePattern,
];

const maxFactsBytes = 1024 * 1024;
/** Of half a million pictures. */
const maxContentsBytes = 128 * 1024 * 1024;

/** A backup whose members have been listed, not read. Whoever opens it closes it. */
export type OpenBackup = {
  file: FileHandle;
  facts: BackupFacts;
  contents: BackupContents;
  members: ReadonlyMap<string, TarMember>;
};

/**
 * Opens a backup and takes in what it is made of. Throws `invalid` for a file that is none, is not whole, or has a member
 * that Metarr would not write, such as one whose name leads elsewhere.
 */
export async function openBackup(path: string): Promise<OpenBackup> {
  const file = await openFile(path);
  try {
    const members = new Map<string, TarMember>();
    for await (const member of readTar(file)) {
      if (!known.some((pattern) => pattern.test(member.name)) || members.has(member.name)) throw foreign(member.name);
      members.set(member.name, member);
    }
    const facts = await readFactsOf(file, members.get(factsName));
    const contents = backupContentsSchema.safeParse(
      await readJson(file, members.get(contentsName), maxContentsBytes),
    ).data;
    if (!contents) throw new AppError("invalid", "This backup is damaged: its list of contents cannot be read.");
    return { file, facts, contents, members };
  } catch (error) {
    await file.close();
    throw diskError("read the backup", path, error);
  }
}

/** What a backup says of itself, without a look at the rest. */
export async function readFacts(path: string): Promise<BackupFacts> {
  const file = await openFile(path);
  try {
    const first = await readTar(file).next();
    const member = first.done ? undefined : first.value;
    return await readFactsOf(file, member?.name === factsName ? member : undefined);
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  // Without O_NONBLOCK, opening a named pipe that nobody writes to never returns.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    if (!isMissing(error)) throw diskError("read the backup", path, error);
    const details = { path, systemCode: systemCode(error) };
    throw new AppError("disk", `${path} does not exist.`, { cause: error, details });
  });
  try {
    if (!(await file.stat()).isFile()) throw new AppError("invalid", `${path} is not a file.`);
    if (!(await beginsAsBackup(file))) throw new AppError("invalid", `${path} is not a backup of Metarr.`);
    return file;
  } catch (error) {
    await file.close();
    throw diskError("read the backup", path, error);
  }
}

/** The name of the first member is the start of the file. One that was cut short has at least a part of it. */
async function beginsAsBackup(file: FileHandle): Promise<boolean> {
  const wanted = Buffer.from(`${factsName}\0`);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(wanted.length), 0, wanted.length, 0);
  return bytesRead > 0 && buffer.subarray(0, bytesRead).equals(wanted.subarray(0, bytesRead));
}

async function readFactsOf(file: FileHandle, member: TarMember | undefined): Promise<BackupFacts> {
  const said = await readJson(file, member, maxFactsBytes);
  const facts = backupFactsSchema.safeParse(said);
  if (facts.success) return facts.data;
  const isNewer = typeof said === "object" && said !== null && "format" in said && Number(said.format) > 1;
  throw isNewer
    ? new AppError("conflict", "This backup was made by a newer Metarr. Restore it with that version.")
    : new AppError("invalid", "This backup is damaged: what it says of itself cannot be read.");
}

/** Undefined when it is missing, too large or no JSON. */
async function readJson(file: FileHandle, member: TarMember | undefined, maxBytes: number): Promise<unknown> {
  if (!member || member.sizeBytes > maxBytes) return undefined;
  const { bytesRead, buffer } = await file.read(Buffer.alloc(member.sizeBytes), 0, member.sizeBytes, member.position);
  try {
    return bytesRead === member.sizeBytes ? JSON.parse(buffer.toString("utf8")) : undefined;
  } catch {
    return undefined;
  }
}

const pieceBytes = 1024 * 1024;

/** The bytes of a member, a piece at a time. */
export async function* readMember(file: FileHandle, { position, sizeBytes }: TarMember): AsyncGenerator<Buffer> {
  for (let done = 0; done < sizeBytes; ) {
    const wanted = Math.min(pieceBytes, sizeBytes - done);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(wanted), 0, wanted, position + done);
    if (bytesRead === 0) throw new AppError("invalid", "This backup became shorter while it was read.");
    done += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

export const memberStream = (file: FileHandle, member: TarMember): Readable => Readable.from(readMember(file, member));

const foreign = (name: string) =>
  new AppError(
    "invalid",
    `This backup holds ${JSON.stringify(name)}, which Metarr does not write. Nothing was changed.`,
  );
