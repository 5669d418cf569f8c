import { isDeepStrictEqual } from "node:util";
import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraryRoots } from "#db/schema/index.ts";
import type { AppError } from "#lib/errors.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";

/** Remembers on which disk a root lay at a good scan. Writes nothing when that is known. */
export async function recordOnline(
  db: Db,
  params: {
    roots: { rootId: number; path: string; device: number; inode: number }[];
    /** Disks of their own below the roots, by path. */
    mounts: ReadonlyMap<string, string>;
    assertOwned?: AssertOwned | undefined;
  },
): Promise<void> {
  for (const { rootId, path, device, inode } of params.roots) {
    const below = [...params.mounts].filter(([mount]) => mount.startsWith(`${path}/`)).sort();
    const mounts = Object.fromEntries(below);
    const facts = { device: String(device), sentinel: String(inode), mounts };
    const [row] = await db.select().from(libraryRoots).where(eq(libraryRoots.id, rootId));
    const isSamePlace = row?.device === facts.device && row.sentinel === facts.sentinel && row.state === "online";
    if (isSamePlace && isDeepStrictEqual(row.mounts ?? {}, mounts)) continue;
    await ownedTransaction(db, params.assertOwned, (tx) =>
      tx
        .update(libraryRoots)
        .set({ ...facts, state: "online", stateReason: null, lastSeen: new Date() })
        .where(eq(libraryRoots.id, rootId)),
    );
  }
}

/** Shows a root as offline, with the reason, until the next good scan. */
export async function recordOffline(
  db: Db,
  params: { libraryId: number; error: AppError; assertOwned?: AssertOwned | undefined },
): Promise<void> {
  const path = params.error.details?.path;
  if (typeof path !== "string") return;
  await ownedTransaction(db, params.assertOwned, (tx) =>
    tx
      .update(libraryRoots)
      .set({ state: "offline", stateReason: params.error.message })
      .where(and(eq(libraryRoots.libraryId, params.libraryId), eq(libraryRoots.path, path))),
  );
}
