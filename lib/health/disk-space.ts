import { access, constants, statfs } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

export type DiskSpace = {
  path: string;
  /** Free for Metarr's user; null when the disk did not say. */
  freeBytes: number | null;
  totalBytes: number | null;
  canWrite: boolean;
  /** Why nothing is known, for a person. */
  problem: string | null;
};

/** A network disk that is gone can keep a call waiting for minutes; the page must not wait with it. */
const patienceMs = 2_000;

/** Free space of the disk a folder lies on. Never throws, and answers within two seconds. */
export async function readDiskSpace(path: string): Promise<DiskSpace> {
  const unknown = { path, freeBytes: null, totalBytes: null, canWrite: false };
  const controller = new AbortController();
  const late = sleep(patienceMs, { ...unknown, problem: "Its disk did not answer within 2 seconds." }, controller);
  const answer = look(path).catch((error: unknown) => ({ ...unknown, problem: problemOf(error) }));
  try {
    return await Promise.race([answer, late]);
  } finally {
    controller.abort();
    late.catch(() => {});
  }
}

async function look(path: string): Promise<DiskSpace> {
  const [space, canWrite] = await Promise.all([
    statfs(path),
    access(path, constants.W_OK).then(
      () => true,
      () => false,
    ),
  ]);
  return {
    path,
    freeBytes: space.bavail * space.bsize,
    totalBytes: space.blocks * space.bsize,
    canWrite,
    problem: null,
  };
}

function problemOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "The folder does not exist.";
  if (code === "EACCES" || code === "EPERM") return "Metarr's user may not look into it.";
  return "The disk could not be read.";
}
