import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { episodes, movies, type ScanChange, series } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { type PlayerChange, recordPlayerChanges } from "#lib/players/record-changes.ts";
import type { Published, Touched } from "#lib/publish/publish.ts";

/** Notes for players what a publish wrote, in the transaction that writes it down. */
export async function tellOfPublished(tx: Tx, changed: readonly Published[]): Promise<void> {
  const touched = changed.flatMap((each) => each.touched);
  const idsOf = (type: Touched["entityType"]) =>
    touched.flatMap(({ entityType, entityId }) => (entityType === type ? [entityId] : []));
  const films = await inChunks(idsOf("movie"), (ids) =>
    tx
      .select({ entityId: movies.id, libraryId: movies.libraryId, path: movies.filePath })
      .from(movies)
      .where(inArray(movies.id, ids)),
  );
  const homeOf = new Map(changed.map(({ entityType, entityId, home }) => [`${entityType} ${entityId}`, home]));
  const shows = await inChunks(idsOf("series"), (ids) =>
    tx.select({ entityId: series.id, libraryId: series.libraryId }).from(series).where(inArray(series.id, ids)),
  );
  const parts = await inChunks(idsOf("episode"), (ids) =>
    tx
      .select({ entityId: episodes.id, libraryId: series.libraryId, path: episodes.filePath })
      .from(episodes)
      .innerJoin(series, eq(series.id, episodes.seriesId))
      .where(inArray(episodes.id, ids)),
  );
  const changes = (rows: typeof films, entityType: PlayerChange["entityType"]): PlayerChange[] =>
    rows.map((row) => ({ ...row, change: "changed", entityType }));
  await recordPlayerChanges(tx, [
    ...changes(films, "movie"),
    // Without a folder of its own a player knows the series by its episodes alone.
    ...changes(
      shows.flatMap((row) => {
        const path = homeOf.get(`series ${row.entityId}`);
        return path === undefined ? [] : [{ ...row, path }];
      }),
      "series",
    ),
    ...changes(parts, "episode"),
  ]);
}

/** New ones are told of when they are published: without an NFO a player knows nothing of them. */
const toldOf = {
  moved: ["removed", "changed"],
  changed: ["changed"],
  returned: ["changed"],
  missing: ["removed"],
  removed: ["removed"],
  added: [],
} as const satisfies Record<ScanChange["kind"], PlayerChange["change"][]>;

/** Notes for players which files a scan found gone, elsewhere, or to be others, in the transaction that writes it down. */
export async function tellOfScan(
  tx: Tx,
  { libraryId, changes }: { libraryId: number; changes: readonly ScanChange[] },
): Promise<void> {
  const told = changes.filter(({ kind }) => toldOf[kind].length > 0);
  if (told.length === 0) return;
  const known = await listOwners(
    tx,
    told.map(({ path }) => path),
  );
  await recordPlayerChanges(
    tx,
    told.flatMap(({ kind, path, from }) =>
      (known.get(path) ?? []).flatMap((owner) =>
        // A file that took the place of another one under a new name leaves nothing at the old one.
        (from === undefined ? toldOf[kind] : toldOf.moved).map((change) => ({
          ...owner,
          libraryId,
          change,
          path: change === "removed" && from !== undefined ? from : path,
        })),
      ),
    ),
  );
}

type Removable = { entityType: "movie" | "series" | "episode"; entityId: number };

/** Notes for players that the videos of something removed went to the recycle bin, or that they came back from it. */
export async function tellOfOwnFiles(
  tx: Tx,
  { entityType, entityId, change }: Removable & Pick<PlayerChange, "change">,
): Promise<void> {
  const inState = change === "removed" ? isNotNull : isNull;
  // The episodes of a hidden series keep their rows as they are.
  const ofShow =
    entityType === "series"
      ? and(eq(series.id, entityId), inState(series.deletedAt), isNull(episodes.deletedAt))
      : and(eq(episodes.id, entityId), inState(episodes.deletedAt));
  const rows =
    entityType === "movie"
      ? await tx
          .select({ entityId: movies.id, libraryId: movies.libraryId, path: movies.filePath })
          .from(movies)
          .where(and(eq(movies.id, entityId), inState(movies.deletedAt)))
      : await tx
          .select({ entityId: episodes.id, libraryId: series.libraryId, path: episodes.filePath })
          .from(episodes)
          .innerJoin(series, eq(series.id, episodes.seriesId))
          .where(ofShow);
  const kind = entityType === "movie" ? entityType : "episode";
  await recordPlayerChanges(
    tx,
    rows.map((row) => ({ ...row, change, entityType: kind })),
  );
}

type Owner = Pick<PlayerChange, "entityType" | "entityId">;

/** Whose files these are, by path. */
async function listOwners(tx: Tx, paths: readonly string[]): Promise<Map<string, Owner[]>> {
  const films = await inChunks(paths, (some) =>
    tx.select({ entityId: movies.id, path: movies.filePath }).from(movies).where(inArray(movies.filePath, some)),
  );
  const parts = await inChunks(paths, (some) =>
    tx
      .select({ entityId: episodes.id, path: episodes.filePath })
      .from(episodes)
      .where(inArray(episodes.filePath, some)),
  );
  const owners = [
    ...films.map((row) => ({ ...row, entityType: "movie" as const })),
    ...parts.map((row) => ({ ...row, entityType: "episode" as const })),
  ];
  return new Map(
    [...Map.groupBy(owners, ({ path }) => path)].map(([path, rows]) => [
      path,
      rows.map(({ entityType, entityId }) => ({ entityType, entityId })),
    ]),
  );
}
