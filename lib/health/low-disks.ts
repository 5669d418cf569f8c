import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, libraryRoots } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { readDiskSpace } from "./disk-space.ts";
import { dataDiskName, type LowDisk } from "./low-disks-vocabulary.ts";

/** The disks of Metarr's data and of the libraries that are nearly full; of a library the fullest. Never waits for one that hangs. */
export async function listLowDisks(db: Db, { readSpace = readDiskSpace } = {}): Promise<LowDisk[]> {
  const [settings, roots] = await Promise.all([
    readSettings(db),
    db
      .select({ name: libraries.name, path: libraryRoots.path })
      .from(libraryRoots)
      .innerJoin(libraries, eq(libraries.id, libraryRoots.libraryId))
      .where(and(isNull(libraries.deletedAt), eq(libraries.enabled, true)))
      .orderBy(libraries.name, libraryRoots.path),
  ]);
  const places = [{ name: dataDiskName, path: env.DATA_DIR }, ...roots];
  const spaces = await Promise.all(
    places.map(async ({ name, path }) => ({ name, freeBytes: (await readSpace(path)).freeBytes })),
  );
  const low = new Map<string, number>();
  for (const { name, freeBytes } of spaces) {
    const freeMb = Math.floor((freeBytes ?? Number.POSITIVE_INFINITY) / 1024 ** 2);
    if (freeMb < settings.get("downloads.minFreeMb")) low.set(name, Math.min(freeMb, low.get(name) ?? freeMb));
  }
  return [...low].map(([name, freeMb]) => ({ name, freeMb }));
}
