import { constants, type Stats } from "node:fs";
import { lstat, open } from "node:fs/promises";
import { basename } from "node:path";
import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { recycleBin } from "#db/schema/index.ts";
import { AppError, isAppError } from "#lib/errors.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { parseName } from "#lib/files/names/parse.ts";
import { recycledPath, rootOfRecycled } from "#lib/files/recycle-path.ts";
import { readFileInside, resolveInside } from "#lib/files/safe-path.ts";
import { inBin } from "./in-bin.ts";
import { kindOf } from "./recycled-filter.ts";
import { getRootOf } from "./root-of.ts";
import type { RecycledKind } from "./vocabulary.ts";

/** The file in the bin, or the one that lies where it was. */
export type Side = "bin" | "there";

export type SideFacts = {
  sizeBytes: number;
  modifiedAt: Date;
  /** The text of an NFO, at most the first 64 KB; null for everything else. */
  text: string | null;
  /** The text goes on. */
  isCut: boolean;
};

export type Looked = {
  kind: RecycledKind;
  name: string;
  /** What the name of a video tells of it. */
  saysOfVideo: string[];
  bin: SideFacts | null;
  there: SideFacts | null;
};

const maxTextBytes = 64 * 1024;

type Place = { root: string; path: string; kind: RecycledKind; name: string };

/**
 * What a file of the bin is, and what lies at its place by now: size, time, and of an NFO the text. `bin` is null when the
 * file is gone from the bin, `there` when nothing lies at its place, or its disk is away. Throws not_found.
 */
export async function lookAtRecycled(db: Db, recycleId: number): Promise<Looked> {
  const place = await getPlace(db, { recycleId, side: "bin" });
  const [bin, there] = await Promise.all([factsOf(place), findThere(db, recycleId)]);
  return { kind: place.kind, name: place.name, saysOfVideo: saysOf(place), bin, there };
}

/** What the name of a video tells: "1080p", "BluRay", "x265". The file itself is not probed in the web process. */
function saysOf({ kind, name }: Place): string[] {
  if (kind !== "video") return [];
  const { resolution, source, videoCodec, audioCodec, hdr, edition } = parseName(name, { type: "movie" });
  return [edition, resolution, source, videoCodec, ...hdr, audioCodec].filter((each) => each !== null);
}

async function findThere(db: Db, recycleId: number): Promise<SideFacts | null> {
  try {
    return await factsOf(await getPlace(db, { recycleId, side: "there" }));
  } catch (error) {
    // Its library is gone, or its disk is away: nothing can be said of the place, and restoring says why it fails.
    if (isAppError(error, "conflict") || isAppError(error, "offline")) return null;
    throw error;
  }
}

/** The bytes of one side, for showing a picture. Throws not_found, too_large. */
export async function readSide(
  db: Db,
  params: { recycleId: number; side: Side; maxBytes: number },
): Promise<{ bytes: Uint8Array; name: string }> {
  const { root, path, name } = await getPlace(db, params);
  try {
    return { bytes: await readFileInside({ root, path, maxBytes: params.maxBytes }), name };
  } catch (error) {
    if (!isAppError(error) || !isMissing(error.cause)) throw error;
    throw new AppError("not_found", "This file is not there any more.", { cause: error });
  }
}

/** Where a side lies. Paths come from a row and are checked again before anything is opened (S7). */
async function getPlace(db: Db, { recycleId, side }: { recycleId: number; side: Side }): Promise<Place> {
  const [row] = await db
    .select()
    .from(recycleBin)
    .where(and(eq(recycleBin.id, recycleId), inBin));
  if (!row) throw new AppError("not_found", "This file is no longer in the recycle bin.");
  const [kind, name] = [kindOf(row.fileType), basename(row.originalPath)];
  if (side === "bin") {
    const root = rootOfRecycled(row.recyclePath);
    return { root, kind, name, path: await recycledPath({ root, recyclePath: row.recyclePath }) };
  }
  const root = await getRootOf(db, row.originalPath);
  return { root, kind, name, path: await resolveInside(root, row.originalPath) };
}

async function factsOf({ path, kind }: Place): Promise<SideFacts | null> {
  const facts = await lstatOrNull(path);
  if (!facts?.isFile()) return null;
  const { size: sizeBytes, mtime: modifiedAt } = facts;
  if (kind !== "nfo") return { sizeBytes, modifiedAt, text: null, isCut: false };
  return { sizeBytes, modifiedAt, text: await readOpening(path), isCut: sizeBytes > maxTextBytes };
}

async function lstatOrNull(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw diskError("look at", path, error);
  }
}

async function readOpening(path: string): Promise<string> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(maxTextBytes), 0, maxTextBytes, 0);
      return buffer.toString("utf8", 0, bytesRead).replaceAll("\0", "");
    } finally {
      await file.close();
    }
  } catch (error) {
    throw diskError("read the file", path, error);
  }
}
