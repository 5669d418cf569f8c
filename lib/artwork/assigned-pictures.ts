import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraryRoots, unknownFiles } from "#db/schema/index.ts";
import type { AssertOwned } from "#lib/jobs/lease.ts";
import type { Owner } from "./cache.ts";
import { asLocalPicture, type Kept, keepPictures, type LocalPicture } from "./local-keep.ts";
import type { ChoosingOwner } from "./owners.ts";
import type { ScoreContext } from "./score.ts";
import { artworkTypes } from "./vocabulary.ts";

type Params = {
  entityType: "movie" | "series" | "season" | "episode";
  entityIds: readonly number[];
  context: ScoreContext;
  signal?: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
};

type Assigned = LocalPicture & { owner: ChoosingOwner };
/** `changed`: owners that have a picture more now. */
export type KeptAssigned = Kept & { changed: Owner[]; pictures: Assigned[] };

/** Brings pictures of any name that a person assigned into the cache, as those that were found by name. */
export async function keepAssigned(db: Db, params: Params): Promise<KeptAssigned> {
  const result: KeptAssigned = { added: 0, problems: [], changed: [], pictures: [] };
  for (const [root, pictures] of await listAssigned(db, params)) {
    const kept = await keepPictures(db, { ...params, root, pictures });
    result.added += kept.added;
    result.problems.push(...kept.problems);
    result.changed.push(...kept.changed);
    result.pictures.push(...pictures);
  }
  return result;
}

/** By the library folder each lies in, which may be another than its owner's. */
async function listAssigned(db: Db, { entityType, entityIds }: Params): Promise<Map<string, Assigned[]>> {
  if (entityIds.length === 0) return new Map();
  const rows = await db
    .select({
      path: unknownFiles.path,
      libraryId: unknownFiles.libraryId,
      entityId: unknownFiles.entityId,
      type: unknownFiles.detail,
    })
    .from(unknownFiles)
    .where(
      and(
        eq(unknownFiles.assignedAs, "artwork"),
        eq(unknownFiles.entityType, entityType),
        inArray(unknownFiles.entityId, [...entityIds]),
      ),
    );
  if (rows.length === 0) return new Map();
  const roots = await db.select({ libraryId: libraryRoots.libraryId, path: libraryRoots.path }).from(libraryRoots);
  const found = rows.flatMap(({ path, libraryId, entityId, type: word }) => {
    const root = roots.find((each) => each.libraryId === libraryId && path.startsWith(`${each.path}/`));
    const type = artworkTypes.find((known) => known === word);
    if (!root || !type || entityId === null) return [];
    return [{ root: root.path, picture: asLocalPicture({ entityType, entityId }, { path, type, index: 0 }) }];
  });
  const byRoot = Map.groupBy(found, ({ root }) => root);
  return new Map([...byRoot].map(([root, items]) => [root, items.map(({ picture }) => picture)]));
}
