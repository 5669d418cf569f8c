import { describe, expect, test } from "vitest";
import { findMount, isSilentType, listSilentMounts, parseMounts, readMounts } from "./mounts.ts";

const table = String.raw`21 28 0:20 / /proc rw,nosuid - proc proc rw
28 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
40 28 0:45 / /media/My\040films rw shared:20 master:3 - nfs4 nas:/films rw,vers=4.2
41 28 0:46 / /media/back\134slash rw - fuse.mergerfs a:b rw
42 28 8:17 / /media/disk rw - ext4 /dev/sdb1 rw
43 42 0:47 / /media/disk/cloud rw - fuse.rclone remote: rw
44 28 0:48 / /media/auto rw - autofs /etc/auto rw
45 44 8:33 / /media/auto rw - xfs /dev/sdc1 rw

nonsense
46 28 0:49 / relative rw - tmpfs tmpfs rw`;
const mounts = parseMounts(table);

describe("the table of mounts", () => {
  test("is read with escaped names, and what is no mount is passed over", () => {
    expect(mounts.map(({ path, type }) => `${path} ${type}`)).toEqual([
      "/proc proc",
      "/ ext4",
      "/media/My films nfs4",
      "/media/back\\slash fuse.mergerfs",
      "/media/disk ext4",
      "/media/disk/cloud fuse.rclone",
      "/media/auto autofs",
      "/media/auto xfs",
    ]);
  });

  test.each([
    ["/media/My films", "nfs4"],
    ["/media/My films/Charade (1963)", "nfs4"],
    ["/media/My films 2", "ext4"],
    ["/media/back\\slash/x", "fuse.mergerfs"],
    ["/media/disk/films", "ext4"],
    ["/media/disk/cloud/films", "fuse.rclone"],
    ["/media/auto/films", "xfs"],
    ["/", "ext4"],
  ])("%s lies on %s", (path, type) => {
    expect(findMount(mounts, path)?.type).toBe(type);
  });

  test("tells what below a folder lies elsewhere, and not what hides it", () => {
    expect(listSilentMounts(mounts, "/media/disk").map((mount) => mount.path)).toEqual(["/media/disk/cloud"]);
    expect(listSilentMounts(mounts, "/media/auto")).toEqual([]);
    expect(listSilentMounts(mounts, "/media/disk/cloud")).toEqual([]);
    expect(listSilentMounts(mounts, "/")).toHaveLength(3);
  });

  test.runIf(process.platform === "linux")("of this machine has a root", async () => {
    expect(findMount(await readMounts(), "/")).toMatchObject({ path: "/", type: expect.any(String) });
  });
});

test.each([
  ["nfs", true],
  ["nfs4", true],
  ["cifs", true],
  ["smb3", true],
  ["9p", true],
  ["virtiofs", true],
  ["fuse.sshfs", true],
  ["fuse", true],
  ["fuseblk", false],
  ["ext4", false],
  ["btrfs", false],
  ["zfs", false],
  ["overlay", false],
  ["tmpfs", false],
])("%s is silent of changes made elsewhere: %s", (type, expected) => {
  expect(isSilentType(type)).toBe(expected);
});
