import { type AnyColumn, and, asc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  actors,
  audioStreams,
  cacheImageFiles,
  episodeActors,
  episodes,
  libraries,
  libraryRoots,
  mediaParts,
  ratings,
  seasons,
  series,
  seriesActors,
  subtitleStreams,
  videoStreams,
} from "#db/schema/index.ts";
import { type ChosenPicture, listChosenPictures } from "#lib/artwork/candidate-rows.ts";
import { inChunks } from "#lib/chunks.ts";
import { isInside } from "#lib/files/safe-path.ts";
import { listEpisodeNames, listSeriesNames } from "#lib/series/list-names.ts";
import { namingOf } from "#lib/settings/library-publishing.ts";
import { type ChosenTrailer, listChosenTrailers } from "#lib/trailers/chosen-trailers.ts";
import type { CastMember, MediaPart, PublishedRow, Rating, Row, Streams, UnitFacts } from "./facts.ts";
import {
  isShownPortrait,
  listCachedHashes,
  listConflictRecords,
  listImageRecords,
  listNfoRecords,
  listPortraitRecords,
  listVideoRecords,
  portraitColumns,
} from "./load-records.ts";

type Names = Awaited<ReturnType<typeof listSeriesNames>>;
type People = Awaited<ReturnType<typeof listEpisodeNames>>;

/** An episode with what its NFO and picture are made of. */
export type EpisodeFacts = {
  episode: Row<typeof episodes>;
  people: ReturnType<People>;
  guests: CastMember[];
  ratings: Rating[];
  parts: MediaPart[];
  streams: Streams;
  pictures: ChosenPicture[];
};
export type SeasonFacts = { season: Row<typeof seasons>; pictures: ChosenPicture[] };

/** Everything the database knows that the published files of a series are made of. */
export type ShowFacts = UnitFacts & {
  entityType: "series";
  series: Row<typeof series>;
  /** Where what is of the show itself goes; undefined where its episodes lie in no folder that is its alone. */
  home: string | undefined;
  names: ReturnType<Names>;
  ratings: Rating[];
  cast: CastMember[];
  pictures: ChosenPicture[];
  trailer: ChosenTrailer;
  seasons: SeasonFacts[];
  /** Those whose file is there, by season and number. What lies beside a file that is missing is left alone. */
  episodes: EpisodeFacts[];
};

/**
 * Loads a series with its seasons and episodes, one query a table. Undefined when its library or folder is gone, or it was
 * removed or is missing on disk.
 */
export async function loadShow(db: Db, seriesId: number): Promise<ShowFacts | undefined> {
  const [head] = await db
    .select({ show: series, library: libraries })
    .from(series)
    .innerJoin(libraries, eq(libraries.id, series.libraryId))
    .where(and(eq(series.id, seriesId), isNull(series.deletedAt), isNull(series.missingAt)));
  if (!head) return undefined;
  const { show, library } = head;
  const roots = await db.select().from(libraryRoots).where(eq(libraryRoots.libraryId, library.id));
  const root = roots.find(({ path }) => isInside(path, show.directoryPath));
  if (!root) return undefined;
  const seasonRows = await db
    .select()
    .from(seasons)
    .where(eq(seasons.seriesId, seriesId))
    .orderBy(seasons.seasonNumber);
  const episodeRows = await db
    .select()
    .from(episodes)
    .where(and(eq(episodes.seriesId, seriesId), isNull(episodes.deletedAt), isNull(episodes.missingAt)))
    .orderBy(asc(episodes.seasonNumber), asc(episodes.episodeNumber));
  const namesOf = await listSeriesNames(db, [seriesId]);
  const home = await findHome(db, { show, root: root.path, episodes: episodeRows });
  const portraitsIn = await listPortraitRecords(db, home === undefined ? [] : [home]);
  const seasonIds = seasonRows.map(({ id }) => id);
  const episodeIds = episodeRows.map(({ id }) => id);
  const withFile = new Set(episodeRows.map(({ seasonId }) => seasonId));
  const seasonPictures = await listChosenPictures(db, { entityType: "season", entityIds: seasonIds });
  const trailers = await listChosenTrailers(db, { entityType: "series", entityIds: [seriesId] });
  const rows = await Promise.all([
    listImageRecords(db, "series", [seriesId]),
    listImageRecords(db, "season", seasonIds),
    listImageRecords(db, "episode", episodeIds),
  ]);
  const cached = await Promise.all([
    listCachedHashes(db, "series", [seriesId]),
    listCachedHashes(db, "season", seasonIds),
    listCachedHashes(db, "episode", episodeIds),
  ]);
  const loaded = await loadEpisodes(db, episodeRows);
  const row = (table: PublishedRow["table"], one: Omit<PublishedRow, "table">): PublishedRow => ({
    table,
    id: one.id,
    version: one.version,
    publishedVersion: one.publishedVersion,
  });
  return {
    entityType: "series",
    entityId: seriesId,
    title: show.title,
    path: show.directoryPath,
    library,
    naming: namingOf(library),
    root: root.path,
    roots: roots.map(({ path }) => path),
    media: new Set(loaded.flatMap(({ episode, parts }) => [episode.filePath, ...parts.map(({ path }) => path)])),
    cachedHashes: new Set(cached.flat().map(({ hash }) => hash)),
    lastPublishedAt: show.lastPublishedAt,
    rows: [
      row("series", show),
      ...seasonRows.map((one) => row("seasons", one)),
      ...episodeRows.map((one) => row("episodes", one)),
    ],
    series: show,
    home,
    names: namesOf(seriesId),
    ratings: await listRatings(db, "series", [seriesId]),
    cast: await loadCast(db, seriesId),
    pictures: await listChosenPictures(db, { entityType: "series", entityIds: [seriesId] }),
    trailer: trailers.get(seriesId) ?? { state: "none" },
    seasons: seasonRows
      .filter((one) => one.deletedAt === null && withFile.has(one.id))
      .map((season) => ({ season, pictures: seasonPictures.filter(({ entityId }) => entityId === season.id) })),
    episodes: loaded,
    nfoRecords: [
      ...(await listNfoRecords(db, "series", [seriesId])),
      ...(await listNfoRecords(db, "season", seasonIds)),
      ...(await listNfoRecords(db, "episode", episodeIds)),
    ],
    imageRecords: [...rows.flat(), ...(home === undefined ? [] : portraitsIn(home))],
    videoRecords: await listVideoRecords(db, "series", [seriesId]),
    conflicts: await listConflictRecords(db, { entityType: "series", entityIds: [seriesId] }),
  };
}

/**
 * The folder of a show: its own, else the one below the library's that holds all of its episodes and nothing of another
 * show, such as `Show.S01.1080p.WEB`. Players take that folder for the show.
 */
async function findHome(
  db: Db,
  params: { show: Row<typeof series>; root: string; episodes: readonly Row<typeof episodes>[] },
): Promise<string | undefined> {
  const { show, root } = params;
  const paths = params.episodes.map(({ filePath }) => filePath);
  if (show.directoryPath !== root && paths.some((path) => isInside(show.directoryPath, path)))
    return show.directoryPath;
  const tops = new Set(paths.map((path) => topFolder(root, path)));
  const [folder, ...others] = tops;
  if (folder === undefined || others.length > 0) return undefined;
  const foreign = await db
    .select({ filePath: episodes.filePath })
    .from(episodes)
    .innerJoin(series, eq(series.id, episodes.seriesId))
    .where(
      and(eq(series.libraryId, show.libraryId), ne(series.id, show.id), startsWith(episodes.filePath, `${folder}/`)),
    )
    .limit(1);
  return foreign.length === 0 ? folder : undefined;
}

/** The first folder below the root on the way to a file; undefined when the file lies in the root itself. */
function topFolder(root: string, path: string): string | undefined {
  const [name, ...rest] = path.slice(root.length + 1).split("/");
  return name === undefined || rest.length === 0 ? undefined : `${root}/${name}`;
}

/** `like` with every sign of the text meant as itself. */
const startsWith = (column: AnyColumn, text: string) =>
  sql`${column} like ${`${text.replaceAll(/[\\%_]/g, "\\$&")}%`} escape '\\'`;

async function loadEpisodes(db: Db, rows: readonly Row<typeof episodes>[]): Promise<EpisodeFacts[]> {
  const ids = rows.map(({ id }) => id);
  const peopleOf = await listEpisodeNames(db, ids);
  const pictures = grouped(await listChosenPictures(db, { entityType: "episode", entityIds: ids }));
  const rated = grouped(await listRatings(db, "episode", ids));
  const guests = Map.groupBy(await loadGuests(db, ids), ({ episodeId }) => episodeId);
  // Of a file with several episodes only one keeps the parts and streams.
  const paths = [...new Set(rows.map(({ filePath }) => filePath))];
  const keepers = await inChunks(paths, (some) =>
    db
      .select({ path: mediaParts.path, episodeId: mediaParts.episodeId })
      .from(mediaParts)
      .where(inArray(mediaParts.path, some)),
  );
  const keeperOf = new Map(keepers.map(({ path, episodeId }) => [path, episodeId]));
  const ownerIds = [...new Set([...ids, ...keepers.flatMap(({ episodeId }) => episodeId ?? [])])];
  const parts = ofEpisode(
    await inChunks(ownerIds, (some) =>
      db.select().from(mediaParts).where(inArray(mediaParts.episodeId, some)).orderBy(mediaParts.id),
    ),
  );
  const video = ofEpisode(
    await inChunks(ownerIds, (some) =>
      db.select().from(videoStreams).where(inArray(videoStreams.episodeId, some)).orderBy(videoStreams.id),
    ),
  );
  const audio = ofEpisode(
    await inChunks(ownerIds, (some) =>
      db.select().from(audioStreams).where(inArray(audioStreams.episodeId, some)).orderBy(audioStreams.id),
    ),
  );
  const subtitle = ofEpisode(
    await inChunks(ownerIds, (some) =>
      db.select().from(subtitleStreams).where(inArray(subtitleStreams.episodeId, some)).orderBy(subtitleStreams.id),
    ),
  );
  return rows.map((episode) => {
    const ownerId = keeperOf.get(episode.filePath) ?? episode.id;
    return {
      episode,
      people: peopleOf(episode.id),
      guests: guests.get(episode.id) ?? [],
      ratings: rated.get(episode.id) ?? [],
      parts: parts.get(ownerId) ?? [],
      streams: {
        video: video.get(ownerId) ?? [],
        audio: audio.get(ownerId) ?? [],
        subtitle: subtitle.get(ownerId) ?? [],
      },
      pictures: pictures.get(episode.id) ?? [],
    };
  });
}

const grouped = <T extends { entityId: number }>(rows: readonly T[]) => Map.groupBy(rows, ({ entityId }) => entityId);
const ofEpisode = <T extends { episodeId: number | null }>(rows: readonly T[]) =>
  Map.groupBy(rows, ({ episodeId }) => episodeId ?? 0);

const listRatings = (db: Db, entityType: "series" | "episode", ids: readonly number[]) =>
  inChunks(ids, (some) =>
    db
      .select()
      .from(ratings)
      .where(and(eq(ratings.entityType, entityType), inArray(ratings.entityId, some)))
      .orderBy(ratings.source),
  );

function loadCast(db: Db, seriesId: number): Promise<CastMember[]> {
  return db
    .select({
      actorId: actors.id,
      name: actors.name,
      role: seriesActors.role,
      imageUrl: actors.imageUrl,
      portrait: portraitColumns,
    })
    .from(seriesActors)
    .innerJoin(actors, eq(actors.id, seriesActors.actorId))
    .leftJoin(cacheImageFiles, isShownPortrait)
    .where(and(eq(seriesActors.seriesId, seriesId), eq(seriesActors.removed, false)))
    .orderBy(seriesActors.actorOrder, seriesActors.id);
}

function loadGuests(db: Db, episodeIds: readonly number[]): Promise<(CastMember & { episodeId: number })[]> {
  return inChunks(episodeIds, (ids) =>
    db
      .select({
        episodeId: episodeActors.episodeId,
        actorId: actors.id,
        name: actors.name,
        role: episodeActors.role,
        imageUrl: actors.imageUrl,
        portrait: portraitColumns,
      })
      .from(episodeActors)
      .innerJoin(actors, eq(actors.id, episodeActors.actorId))
      .leftJoin(cacheImageFiles, isShownPortrait)
      .where(inArray(episodeActors.episodeId, ids))
      .orderBy(episodeActors.episodeId, episodeActors.sortOrder, episodeActors.actorId),
  );
}
