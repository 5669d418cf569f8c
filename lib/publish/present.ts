import { lstat, readdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { AppError } from "#lib/errors.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { hashFile } from "#lib/files/fingerprint.ts";
import { extensionOf } from "#lib/files/media-types.ts";
import { type PresentFile, rivalExtensions } from "./plan.ts";

/** What a record says a file looked like when it was written or read. */
export type KnownFile = { path: string; hash: string; sizeBytes: number | null; modifiedMs: number | null };
export type FoundFile = PresentFile & { modifiedMs: number };

/** Names in a folder that files go to. Throws `offline` when it is gone: nothing is published into one that vanished. */
export async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (!isMissing(error)) throw diskError("look into the folder", folder, error);
    throw new AppError(
      "offline",
      `The folder ${folder} is not there, so nothing is published. Check its disk, then scan.`,
      {
        cause: error,
      },
    );
  }
}

/** Names in a folder that need not be there. */
export async function listOptionalFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw diskError("look into the folder", folder, error);
  }
}

/** Folders that were listed for others of the same batch: films that share a folder would each list all of it. */
export type Listed = Map<string, Promise<string[]>>;

/** Lists a folder, or takes what was listed of it already. */
export function listOnce(
  folder: string,
  { list, listed }: { list: (folder: string) => Promise<string[]>; listed: Listed | undefined },
): Promise<string[]> {
  const names = listed?.get(folder) ?? list(folder);
  listed?.set(folder, names);
  return names;
}

/**
 * Looks at the files a plan is about: those wanted, those recorded, and pictures and trailers that differ from a wanted
 * one in their extension only. A file is read only when its size or time differ from its record.
 */
export async function readPresent(params: {
  /** Names in every folder that was listed. */
  listing: ReadonlyMap<string, readonly string[]>;
  wanted: readonly { path: string; kind: string }[];
  known: readonly KnownFile[];
  signal?: AbortSignal | undefined;
}): Promise<FoundFile[]> {
  const { listing, wanted, known } = params;
  const byPath = new Map(known.map((file) => [file.path, file]));
  const namesIn = new Map([...listing].map(([folder, names]) => [folder, new Set(names)]));
  const kinds = new Map(wanted.filter((file) => file.kind !== "nfo").map((file) => [stemOf(file.path), file.kind]));
  const rivals = [...listing]
    .flatMap(([folder, names]) => names.map((name) => join(folder, name)))
    .filter((path) => {
      const kind = kinds.get(stemOf(path));
      return kind !== undefined && rivalExtensions(kind).has(extensionOf(path));
    });
  const paths = new Set([...wanted, ...known].map((file) => file.path).concat(rivals));
  const found: FoundFile[] = [];
  for (const path of paths) {
    // The listing of a folder tells most of what is missing without another look.
    if (namesIn.get(dirname(path))?.has(basename(path)) === false) continue;
    const file = await lookAt(path, byPath.get(path), params.signal);
    if (file) found.push(file);
  }
  return found;
}

const stemOf = (path: string) => path.slice(0, path.length - extname(path).length);

async function lookAt(
  path: string,
  known: KnownFile | undefined,
  signal: AbortSignal | undefined,
): Promise<FoundFile | undefined> {
  const facts = await lstat(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw diskError("look at the file", path, error);
  });
  if (!facts) return undefined;
  const file = { path, sizeBytes: facts.size, modifiedMs: Math.floor(facts.mtimeMs) };
  if (!facts.isFile()) return { ...file, hash: null };
  if (known && known.sizeBytes === file.sizeBytes && known.modifiedMs === file.modifiedMs) {
    return { ...file, hash: known.hash };
  }
  const { sha256 } = await hashFile(path, signal ? { signal } : {});
  return { ...file, hash: sha256 };
}
