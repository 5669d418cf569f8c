import { bulkUpdate } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { collections, episodes, movies, seasons, series } from "#db/schema/index.ts";
import { listChosenPictures } from "#lib/artwork/candidate-rows.ts";
import { choosingKinds, listLibraryOwners } from "#lib/artwork/library-owners.ts";
import { type ChoosingOwner, choosingOwners, listOwnerStates } from "#lib/artwork/owners.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { readUnits } from "./cache-owners.ts";
import type { Stage } from "./context.ts";

type Kind = ChoosingOwner["entityType"];
type Mirror = { entityType: Kind; entityId: number; column: string; cacheFileId: number };

const pageSize = 200;
const tables = { movie: movies, series, season: seasons, episode: episodes, collection: collections } as const;

/** Items that show another picture in lists than the one that is chosen. */
export const checkMirrors: Stage = async ({ db, library, budget, found, signal }, cursor) => {
  let after =
    cursor.afterId === 0 && cursor.offset === 0
      ? null
      : { entityType: choosingKinds[cursor.offset] ?? ("movie" as const), entityId: cursor.afterId };
  for (;;) {
    signal?.throwIfAborted();
    const page = await listLibraryOwners(db, { libraryId: library.id, after, limit: pageSize });
    const { entityType } = page;
    const wrong = await listWrong(
      db,
      entityType,
      page.owners.map(({ entityId }) => entityId),
    );
    const unitOf = await readUnits(db, wrong);
    for (const mirror of wrong) {
      const unit = unitOf(mirror);
      const detail = "Its lists show another picture than the one that is chosen.";
      const of = { entityType: unit?.entityType ?? null, entityId: unit?.entityId ?? null };
      found.push({ kind: "row", path: nameOf(mirror), ...of, detail });
    }
    if (page.next === null) return null;
    after = page.next;
    budget.spend({ pages: 1 });
    if (budget.isSpent()) return { afterId: after.entityId, offset: choosingKinds.indexOf(after.entityType) };
  }
};

async function listWrong(db: Db, entityType: Kind, entityIds: number[]): Promise<Mirror[]> {
  if (entityIds.length === 0) return [];
  const states = await listOwnerStates(db, entityType, entityIds);
  const chosen = await listChosenPictures(db, { entityType, entityIds });
  const firsts = new Map<string, (typeof chosen)[number]>();
  for (const picture of chosen) {
    const key = `${picture.entityId} ${picture.type}`;
    if (!firsts.has(key)) firsts.set(key, picture);
  }
  return [...states].flatMap(([entityId, { mirrors }]) =>
    mirrors.flatMap(({ type, column, cacheFileId }) => {
      const file = firsts.get(`${entityId} ${type}`)?.file;
      const isWrong = file && file.cacheFileId !== cacheFileId;
      return isWrong ? [{ entityType, entityId, column, cacheFileId: file.cacheFileId }] : [];
    }),
  );
}

const prefix = "shown picture";
const nameOf = ({ entityType, entityId, column }: Mirror) => `${prefix} ${entityType} ${entityId} ${column}`;
const namePattern = /^shown picture (\w+) (\d{1,10}) \w+$/;

export const isMirrorName = (path: string): boolean => path.startsWith(`${prefix} `);

/** Has the items behind these findings show what is chosen now. */
export async function repairMirrors(
  db: Db,
  { names, assertOwned }: { names: readonly string[]; assertOwned?: AssertOwned | undefined },
): Promise<void> {
  const owners = names.flatMap((name) => {
    const [, type, id] = namePattern.exec(name) ?? [];
    const entityType = choosingOwners.find((known) => known === type);
    return entityType ? [{ entityType, entityId: Number(id) }] : [];
  });
  for (const [entityType, some] of Map.groupBy(owners, (owner) => owner.entityType)) {
    const ids = [...new Set(some.map(({ entityId }) => entityId))];
    await ownedTransaction(db, assertOwned, async (tx) => {
      const wrong = await listWrong(tx, entityType, ids);
      for (const [column, rows] of Map.groupBy(wrong, (mirror) => mirror.column)) {
        const values = rows.map(({ entityId, cacheFileId }) => ({ id: entityId, [column]: cacheFileId }));
        await bulkUpdate(tx, tables[entityType], values);
      }
    });
  }
}
