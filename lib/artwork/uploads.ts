import { createHash } from "node:crypto";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { isMissing } from "#lib/files/disk-error.ts";
import { readFileInside } from "#lib/files/safe-path.ts";
import { sweepTemporaryFiles, writeFileAtomic } from "#lib/files/write-atomic.ts";
import { imageFormatOf } from "./image-kind.ts";
import { maxImageBytes } from "./vocabulary.ts";

const folder = "cache/uploads";
const hashPattern = /^[0-9a-f]{64}$/;

/**
 * Keeps uploaded bytes until the worker has verified them: the web process decodes no picture. Returns their SHA-256.
 * Throws `unsupported` or `too_large` for what is no JPEG, PNG or WebP by its first bytes.
 */
export async function keepUpload(bytes: Uint8Array): Promise<string> {
  imageFormatOf(bytes, "The uploaded file");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await mkdir(env.DATA_DIR, { recursive: true });
  await writeFileAtomic({ root: env.DATA_DIR, path: `${folder}/${sha256}`, bytes, mode: 0o600, step: "upload" });
  return sha256;
}

/** Throws not_found when the upload is gone: it was verified, or it waited for more than a week. */
export async function readUpload(sha256: string): Promise<Uint8Array> {
  if (!hashPattern.test(sha256)) throw new AppError("invalid", "This is not the name of an upload.");
  const path = `${folder}/${sha256}`;
  try {
    return await readFileInside({ root: env.DATA_DIR, path, maxBytes: maxImageBytes });
  } catch (error) {
    if (error instanceof AppError && isMissing(error.cause)) {
      throw new AppError("not_found", "The uploaded picture is no longer there. Upload it again.", { cause: error });
    }
    throw error;
  }
}

export async function removeUpload(sha256: string): Promise<void> {
  if (hashPattern.test(sha256)) await rm(join(env.DATA_DIR, folder, sha256), { force: true });
}

const hourMs = 60 * 60 * 1000;

/**
 * Removes uploads older than this that no worker took, pictures and videos alike, and what a stopped process left of one
 * that was coming in. Returns how many.
 */
export async function sweepUploads(olderThanMs: number): Promise<number> {
  const names = await readdir(join(env.DATA_DIR, folder)).catch(() => []);
  let removed = await sweepTemporaryFiles(join(env.DATA_DIR, folder), { olderThanMs: hourMs });
  for (const name of names.filter((each) => hashPattern.test(each))) {
    const facts = await stat(join(env.DATA_DIR, folder, name)).catch(() => undefined);
    if (!facts || facts.mtimeMs > Date.now() - olderThanMs) continue;
    await removeUpload(name);
    removed += 1;
  }
  return removed;
}
