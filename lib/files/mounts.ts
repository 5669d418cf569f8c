import { readFile } from "node:fs/promises";
import { isMissing } from "./disk-error.ts";

/** A mounted file system: where it hangs, and its type as the kernel names it, such as `ext4` or `fuse.sshfs`. */
export type Mount = { path: string; type: string };

/**
 * Reads /proc/self/mountinfo: `id parent major:minor root path options [tag…] - type source options`, one mount a line.
 * Blanks in paths are written as octal escapes. Lines that look otherwise are passed over.
 * Format: proc_pid_mountinfo(5).
 */
export function parseMounts(text: string): Mount[] {
  return text.split("\n").flatMap((line) => {
    const [left = "", right = ""] = line.split(" - ");
    const path = left.split(" ")[4];
    const [type] = right.split(" ");
    return path?.startsWith("/") && type ? [{ path: unescapePath(path), type }] : [];
  });
}

const unescapePath = (path: string) =>
  path.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** The mounts of this process. Empty on systems without this table. */
export async function readMounts(): Promise<Mount[]> {
  try {
    return parseMounts(await readFile("/proc/self/mountinfo", "utf8"));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Where a path lies: the longest mount above it. Of two on the same path the later one hides the earlier. */
export function findMount(mounts: readonly Mount[], path: string): Mount | undefined {
  let found: Mount | undefined;
  for (const mount of mounts) {
    if (isAtOrBelow(path, mount.path) && mount.path.length >= (found?.path.length ?? 0)) found = mount;
  }
  return found;
}

/** Mounts below a folder that tell nothing of what others change in them. */
export function listSilentMounts(mounts: readonly Mount[], folder: string): Mount[] {
  const below = mounts.filter((mount) => mount.path !== folder && isAtOrBelow(mount.path, folder));
  return below.filter((mount) => isSilentType(findMount(mounts, mount.path)?.type ?? mount.type));
}

const isAtOrBelow = (path: string, folder: string) =>
  path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);

/** File systems whose files others change without this kernel seeing it: network shares, and folders of a host. */
const silentTypes = [
  ...["nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "lustre", "gfs2", "ocfs2", "beegfs", "davfs", "coda"],
  ...["9p", "virtiofs", "vboxsf", "prl_fs", "vmhgfs", "fakeowner", "grpcfuse", "autofs", "fuse"],
];

/**
 * True when a watch would miss changes. FUSE counts (mergerfs, sshfs, shfs): what happens below it is not told. `fuseblk`
 * is a disk of this machine, such as NTFS.
 */
export const isSilentType = (type: string): boolean => silentTypes.includes(type) || type.startsWith("fuse.");
