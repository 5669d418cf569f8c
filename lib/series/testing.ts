import type { Db } from "#db/client.ts";
import { episodes, libraries, libraryRoots, seasons, series } from "#db/schema/index.ts";

let count = 0;

/** For tests: a series with one season. `files`: the episodes of each file, such as [[1], [2, 3]]. */
export async function aSeries(db: Db, params: { root?: string; files?: readonly (readonly number[])[] } = {}) {
  count += 1;
  const root = params.root ?? `/series-${count}`;
  const [library] = await db.insert(libraries).values({ name: "Series", path: root, type: "tv" }).returning();
  const libraryId = library?.id ?? 0;
  await db.insert(libraryRoots).values({ libraryId, path: root });
  const folder = `${root}/Example Show`;
  const [show] = await db
    .insert(series)
    .values({ libraryId, directoryPath: folder, title: "Example Show" })
    .returning();
  const seriesId = show?.id ?? 0;
  const [season] = await db.insert(seasons).values({ seriesId, seasonNumber: 1 }).returning();
  const seasonId = season?.id ?? 0;
  const rows = (params.files ?? [[1], [2]]).flatMap((numbers, file) =>
    numbers.map((episodeNumber) => ({
      seriesId,
      seasonId,
      seasonNumber: 1,
      episodeNumber,
      filePath: `${folder}/Season 1/file-${file}.mkv`,
      title: `Episode ${episodeNumber}`,
    })),
  );
  const made = await db.insert(episodes).values(rows).returning();
  return { libraryId, root, folder, seriesId, seasonId, episodes: made };
}
