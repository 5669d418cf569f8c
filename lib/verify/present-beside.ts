import { and, eq, gte, isNull, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { episodes, movies, series } from "#db/schema/index.ts";
import { isInside } from "#lib/files/safe-path.ts";
import { liesBelow } from "#lib/libraries/unknown-files.ts";
import { retentionMs } from "#lib/recycle/vocabulary.ts";

/** Each is a comparison with every row. */
const foldersPerQuery = 50;

/** Those of these folders in which, or anywhere below which, a film or an episode lies that is not gone for good. */
export async function listFoldersInUse(db: Db, folders: readonly string[]): Promise<Set<string>> {
  const all = [...new Set(folders)];
  const used = new Set<string>();
  for (let start = 0; start < all.length; start += foldersPerQuery) {
    const some = all.slice(start, start + foldersPerQuery);
    for (const path of await listPathsBelow(db, some)) {
      for (const folder of some) if (isInside(folder, path)) used.add(folder);
    }
  }
  return used;
}

async function listPathsBelow(db: Db, folders: readonly string[]): Promise<string[]> {
  const below = (path: typeof movies.filePath | typeof episodes.filePath) =>
    or(...folders.map((folder) => liesBelow(path, `${folder}/`)));
  const films = await db
    .select({ path: movies.filePath })
    .from(movies)
    .where(and(isKept(movies), below(movies.filePath)));
  const parts = await db
    .select({ path: episodes.filePath })
    .from(episodes)
    .innerJoin(series, eq(series.id, episodes.seriesId))
    .where(and(isKept(series), isKept(episodes), below(episodes.filePath)));
  return [...films, ...parts].map(({ path }) => path);
}

const isKept = ({ deletedAt, missingAt }: typeof movies | typeof series | typeof episodes) =>
  and(isNull(deletedAt), or(isNull(missingAt), gte(missingAt, fromNow(-retentionMs))));
