import { asc, eq } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { episodes, libraries, libraryRoots, mediaParts, seasons, series } from "#db/schema/index.ts";
import { titleColumns } from "#lib/sort-key.ts";

let count = 0;

type EpisodeRow = typeof episodes.$inferInsert;
/** An episode by its numbers. Those with the same `file` lie in one; without it each has its own. */
export type ShowEpisode = { season: number; number: number; file?: string } & Partial<
  Pick<
    EpisodeRow,
    | "title"
    | "plot"
    | "airDate"
    | "runtimeMinutes"
    | "absoluteNumber"
    | "numbering"
    | "missingAt"
    | "deletedAt"
    | "thumbnailId"
  >
>;

export type Show = {
  /** A library that exists; else one is made. */
  libraryId?: number;
  series?: Partial<typeof series.$inferInsert> & { title?: string };
  episodes?: readonly ShowEpisode[];
};

/** For tests: a television library. Returns its id. */
export async function aTvLibrary(db: Db, values: Partial<typeof libraries.$inferInsert> = {}): Promise<number> {
  count += 1;
  const path = values.path ?? `/series-${count}`;
  const [made] = await db
    .insert(libraries)
    .values({ name: "Series", type: "tv", ...values, path })
    .returning({ libraryId: libraries.id });
  const libraryId = made?.libraryId ?? 0;
  await db.insert(libraryRoots).values({ libraryId, path });
  return libraryId;
}

/**
 * For tests: a series with its seasons and episodes, laid out as a scan does it: an episode is a row, a file's parts hang
 * on its first episode. `episodeIds` are in the order of the given episodes.
 */
export async function aShow(
  db: Db,
  { libraryId: given, series: values = {}, episodes: wanted = [] }: Show = {},
): Promise<{ seriesId: number; libraryId: number; episodeIds: number[]; directoryPath: string }> {
  count += 1;
  const libraryId = given ?? (await aTvLibrary(db));
  const title = values.title ?? "The Show";
  const directoryPath = values.directoryPath ?? `/series/${title} ${count}`;
  const [row] = await db
    .insert(series)
    .values({
      ...titleColumns({ title, originalTitle: values.originalTitle ?? null, sortTitle: null }),
      ...values,
      libraryId,
      title,
      directoryPath,
    })
    .returning({ seriesId: series.id });
  const seriesId = row?.seriesId ?? 0;
  const numbers = [...new Set(wanted.map(({ season }) => season))];
  await bulkInsert(
    db,
    seasons,
    numbers.map((seasonNumber) => ({ seriesId, seasonNumber })),
  );
  const seasonRows = await db
    .select({ seasonId: seasons.id, seasonNumber: seasons.seasonNumber })
    .from(seasons)
    .where(eq(seasons.seriesId, seriesId));
  const rows = wanted.map(({ season, number, file, ...rest }) => ({
    seriesId,
    seasonId: seasonRows.find(({ seasonNumber }) => seasonNumber === season)?.seasonId ?? 0,
    seasonNumber: season,
    episodeNumber: number,
    filePath: `${directoryPath}/${file ?? `S${season}E${number}.mkv`}`,
    ...rest,
  }));
  await bulkInsert(db, episodes, rows);
  const made = await db
    .select({
      episodeId: episodes.id,
      filePath: episodes.filePath,
      season: episodes.seasonNumber,
      number: episodes.episodeNumber,
    })
    .from(episodes)
    .where(eq(episodes.seriesId, seriesId))
    .orderBy(asc(episodes.seasonNumber), asc(episodes.episodeNumber));
  const firstOfFile = new Map(made.toReversed().map(({ filePath, episodeId }) => [filePath, episodeId]));
  await bulkInsert(
    db,
    mediaParts,
    [...firstOfFile].map(([path, episodeId]) => ({
      episodeId,
      kind: "version" as const,
      path,
      sizeBytes: 1_200_000_000,
    })),
  );
  return {
    seriesId,
    libraryId,
    directoryPath,
    episodeIds: wanted.map(
      ({ season, number }) => made.find((each) => each.season === season && each.number === number)?.episodeId ?? 0,
    ),
  };
}

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
