import { and, asc, eq, inArray, isNull } from "drizzle-orm";
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
import { type ChosenTrailer, listChosenTrailers } from "#lib/trailers/chosen-trailers.ts";
import type { CastMember, MediaPart, PublishedRow, Rating, Row, Streams, UnitFacts } from "./facts.ts";
import { namingOf } from "./library-publishing.ts";
import {
  isShownPortrait,
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
  const portraitsIn = await listPortraitRecords(db, [show.directoryPath]);
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
    lastPublishedAt: show.lastPublishedAt,
    rows: [
      row("series", show),
      ...seasonRows.map((one) => row("seasons", one)),
      ...episodeRows.map((one) => row("episodes", one)),
    ],
    series: show,
    names: namesOf(seriesId),
    ratings: await listRatings(db, "series", [seriesId]),
    cast: await loadCast(db, seriesId),
    pictures: await listChosenPictures(db, { entityType: "series", entityIds: [seriesId] }),
    trailer: trailers.get(seriesId) ?? { state: "none" },
    seasons: seasonRows
      .filter((one) => one.deletedAt === null && withFile.has(one.id))
      .map((season) => ({ season, pictures: seasonPictures.filter(({ entityId }) => entityId === season.id) })),
    episodes: await loadEpisodes(db, episodeRows),
    nfoRecords: [
      ...(await listNfoRecords(db, "series", [seriesId])),
      ...(await listNfoRecords(db, "season", seasonIds)),
      ...(await listNfoRecords(db, "episode", episodeIds)),
    ],
    imageRecords: [...rows.flat(), ...portraitsIn(show.directoryPath)],
    videoRecords: await listVideoRecords(db, "series", [seriesId]),
    conflicts: await listConflictRecords(db, { entityType: "series", entityIds: [seriesId] }),
  };
}

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
