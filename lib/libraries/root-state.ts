import { isDeepStrictEqual } from "node:util";
import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { libraryRoots } from "#db/schema/index.ts";
import type { AppError } from "#lib/errors.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";

/** A root that went offline, or came back. */
export type RootChange = { path: string; state: "online" | "offline"; reason: string | null };
/** Told within the transaction that records it. */
export type TellRoot = (tx: Tx, change: RootChange) => Promise<void>;

/** Remembers on which disk a root lay at a good scan. Writes nothing when that is known. */
export async function recordOnline(
  db: Db,
  params: {
    roots: { rootId: number; path: string; device: number; inode: number }[];
    /** Disks of their own below the roots, by path. */
    mounts: ReadonlyMap<string, string>;
    assertOwned?: AssertOwned | undefined;
    tell?: TellRoot | undefined;
  },
): Promise<void> {
  for (const { rootId, path, device, inode } of params.roots) {
    const below = [...params.mounts].filter(([mount]) => mount.startsWith(`${path}/`)).sort();
    const mounts = Object.fromEntries(below);
    const facts = { device: String(device), sentinel: String(inode), mounts };
    const [row] = await db.select().from(libraryRoots).where(eq(libraryRoots.id, rootId));
    const isSamePlace = row?.device === facts.device && row.sentinel === facts.sentinel && row.state === "online";
    if (isSamePlace && isDeepStrictEqual(row.mounts ?? {}, mounts)) continue;
    await ownedTransaction(db, params.assertOwned, async (tx) => {
      await tx
        .update(libraryRoots)
        .set({ ...facts, state: "online", stateReason: null, lastSeen: new Date() })
        .where(eq(libraryRoots.id, rootId));
      if (row?.state === "offline") await params.tell?.(tx, { path, state: "online", reason: null });
    });
  }
}

/** Shows a root as offline, with the reason, until the next good scan. */
export async function recordOffline(
  db: Db,
  params: {
    libraryId: number;
    error: AppError;
    assertOwned?: AssertOwned | undefined;
    tell?: TellRoot | undefined;
  },
): Promise<void> {
  const path = params.error.details?.path;
  if (typeof path !== "string") return;
  const reason = params.error.message;
  const isIt = and(eq(libraryRoots.libraryId, params.libraryId), eq(libraryRoots.path, path));
  await ownedTransaction(db, params.assertOwned, async (tx) => {
    const [row] = await tx.select({ state: libraryRoots.state }).from(libraryRoots).where(isIt);
    await tx.update(libraryRoots).set({ state: "offline", stateReason: reason }).where(isIt);
    if (row?.state === "online") await params.tell?.(tx, { path, state: "offline", reason });
  });
}
