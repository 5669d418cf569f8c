import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { AppError } from "#lib/errors.ts";
import { diskError } from "../disk-error.ts";
import { answerTasks } from "../thread-tasks.ts";
import { maxNfoBytes, readNfo } from "./read.ts";
import type { NfoFile } from "./read-file.ts";

function readFile({ path }: { path: string }): NfoFile {
  const file = openFile(path);
  try {
    const facts = fstatSync(file);
    if (!facts.isFile()) throw new AppError("unsupported", `${path} is not a regular file, so it is not read.`);
    const { size: sizeBytes } = facts;
    const bytes = sizeBytes > maxNfoBytes ? refuse(path, sizeBytes) : readFileSync(file);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const document = readNfo(bytes, { fileName: basename(path) });
    return { path, sizeBytes, mtimeMs: Math.floor(facts.mtimeMs), sha256, document };
  } catch (error) {
    throw diskError("read the file", path, error);
  } finally {
    closeSync(file);
  }
}

function refuse(path: string, sizeBytes: number): never {
  const size = (sizeBytes / maxNfoBytes).toFixed(1);
  throw new AppError("too_large", `${path} has ${size} MB; an NFO of more than 1 MB is not read.`, {
    details: { path, sizeBytes, maxBytes: maxNfoBytes },
  });
}

function openFile(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    throw diskError("read the file", path, error);
  }
}

answerTasks(readFile);
