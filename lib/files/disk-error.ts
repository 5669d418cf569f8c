import { AppError, isAppError } from "#lib/errors.ts";

const reasons: Record<string, string> = {
  EACCES: "Metarr has no permission. Give the user that runs Metarr access to it",
  EPERM: "the system does not permit it. Check the owner of the file and of its folder",
  EROFS: "the disk is mounted read-only. Mount it writable",
  ENOSPC: "the disk is full. Free some space",
  EDQUOT: "the disk quota is used up. Free some space",
  EIO: "the disk reports a fault. Check the disk and its cable or network",
  ESTALE: "the network share went away. Mount it again",
  ENOENT: "it does not exist any more",
  ENOTDIR: "a part of its path is a file, not a folder",
  EISDIR: "it is a folder",
  ELOOP: "it is a link, or its path goes through a loop of links",
  ENAMETOOLONG: "its name is longer than the disk allows (255 bytes)",
  EMFILE: "too many files are open. Raise the limit of open files",
};

/** The code of a Node system error such as ENOENT, or undefined. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

export function isMissing(error: unknown): boolean {
  const code = systemCode(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

/** Why the system refused, in plain words. */
export function diskReason(error: unknown): string {
  const code = systemCode(error);
  return (code && reasons[code]) ?? (error instanceof Error ? error.message : String(error));
}

/** `doing` completes "Could not …", such as `write the file`. */
export function diskError(doing: string, path: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError("disk", `Could not ${doing} ${path}: ${diskReason(error)}.`, {
    cause: error,
    details: { path, systemCode: systemCode(error) },
  });
}

const diskWide = ["EROFS", "ENOSPC", "EDQUOT", "EIO", "ESTALE"];

/** Trouble of the whole disk: it would be the same for every other file. */
export function isDiskWide(error: unknown): boolean {
  const code = isAppError(error, "disk") ? error.details?.systemCode : undefined;
  return typeof code === "string" && diskWide.includes(code);
}
