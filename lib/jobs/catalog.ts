import { z } from "zod";
import { artworkTypes } from "#lib/artwork/vocabulary.ts";
import { backupNameSchema } from "#lib/backup/vocabulary.ts";
import { bulkEditSchema } from "#lib/movies/vocabulary.ts";
import { onlySchema } from "#lib/publish/vocabulary.ts";
import { massTargetSchema, redoTargetSchema } from "#lib/undo/vocabulary.ts";
import { findingKinds } from "#lib/verify/vocabulary.ts";
import type { JobType, LaneName } from "./vocabulary.ts";

/** How many jobs of a lane one worker process runs at a time. */
export const lanes = {
  /** One walk at a time: disks read slower when two do it. */
  scan: { concurrency: 1 },
  media: { concurrency: 2 },
  /**
   * The rate limit of a provider is shared by all workers; this only keeps its answers coming: at 40 requests a second, a
   * fifth of a second for an answer, and three times as long until its turn and for writing it down on a slow machine.
   */
  providers: { concurrency: 36 },
  downloads: { concurrency: 4 },
  /** Apart from pictures, which do not wait for files a thousand times as large. */
  trailers: { concurrency: 2 },
  publish: { concurrency: 2 },
  /** Reads file after file for hours where a library is large: beside everything else, and one library at a time. */
  verify: { concurrency: 1 },
  /** One job per player at a time; one that is slow holds up none of the others. */
  players: { concurrency: 8 },
  /** Short, and apart from all that takes long: what they tell is to be seen soon. */
  webhooks: { concurrency: 2 },
  system: { concurrency: 1 },
  /** Apart from what takes hours: a channel that does not answer holds up no other one for long. */
  notifications: { concurrency: 2 },
} as const satisfies Record<LaneName, { concurrency: number }>;

export type Payload = Record<string, unknown>;
export type JobEntity = { entityType: string; entityId: number };

/** A job as data. Its handler is a file in worker/handlers. */
export type JobDefinition<P extends Payload = Payload> = {
  payload: z.ZodType<P>;
  lane: LaneName;
  /** 1 = first, 10 = last. Only compared with jobs of the same lane. */
  priority: number;
  /** Runs before it counts as failed: at most 3. */
  attempts: number;
  timeoutMs: number;
  /** While a job with this key waits, another one is not added. Null: every one is. */
  dedupe(payload: NoInfer<P>): string | null;
  /** Whose page shows the job. */
  entity(payload: NoInfer<P>): JobEntity | null;
  /** What it does, for people. */
  title(payload: NoInfer<P>): string;
};

/** Takes the type of the payload from its schema alone. */
const define = <P extends Payload>(
  definition: Omit<JobDefinition<NoInfer<P>>, "payload"> & { payload: z.ZodType<P> },
): JobDefinition<P> => definition;

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

const id = z.int().positive();
const movie = z.object({ movieId: id });
const show = z.object({ seriesId: id });
const movieBatch = z.object({ movieIds: z.array(id).min(1).max(1000) });
const episodeBatch = z.object({ episodeIds: z.array(id).min(1).max(1000) });
const seriesBatch = z.object({ seriesIds: z.array(id).min(1).max(1000) });
const actor = z.object({ actorId: id });
const collection = z.object({ collectionId: id });
const library = z.object({ libraryId: id });
const nothing = z.object({});
const trailerOwner = z.object({ entityType: z.enum(["movie", "series"]), entityId: id });
/** The owner puts the job on the page of that film or series. */
const oneTrailer = z.object({ candidateId: id, ...trailerOwner.partial().shape });

/** The same items are the same work, in whatever order a query named them. */
const sameSet = (ids: readonly number[]): string => ids.toSorted((one, other) => one - other).join(",");

const ofMovie = ({ movieId }: { movieId: number }): JobEntity => ({ entityType: "movie", entityId: movieId });
const ofShow = ({ seriesId }: { seriesId: number }): JobEntity => ({ entityType: "series", entityId: seriesId });
const ofActor = ({ actorId }: { actorId: number }): JobEntity => ({ entityType: "actor", entityId: actorId });
const ofMovies = ({ movieIds }: { movieIds: number[] }): JobEntity | null => {
  const [movieId, ...others] = movieIds;
  return movieId !== undefined && others.length === 0 ? ofMovie({ movieId }) : null;
};
const ofSeries = ({ seriesIds }: { seriesIds: number[] }): JobEntity | null => {
  const [seriesId, ...others] = seriesIds;
  return seriesId !== undefined && others.length === 0 ? { entityType: "series", entityId: seriesId } : null;
};
const ofCollection = ({ collectionId }: { collectionId: number }): JobEntity => ({
  entityType: "collection",
  entityId: collectionId,
});
const ofLibrary = ({ libraryId }: { libraryId: number }): JobEntity => ({ entityType: "library", entityId: libraryId });
const ofTrailer = ({ entityType, entityId }: z.output<typeof oneTrailer>): JobEntity | null =>
  entityType === undefined || entityId === undefined ? null : { entityType, entityId };
const recycledNames = { movie: "film", series: "series", episode: "episode" } as const;
const pictured = { movie: "film", series: "series", season: "season", episode: "episode", collection: "set" } as const;
const films = (count: number) => (count === 1 ? "1 film" : `${count} films`);
const episodes = (count: number) => (count === 1 ? "1 episode" : `${count} episodes`);

/** Every job there is. */
export const catalog = {
  "library.scan": define({
    payload: library.extend({
      /** Reads every folder again, also those whose fingerprint is unchanged. */
      full: z.boolean().optional(),
      /** A person said that the folders are right: another disk, empty, or with many films gone. */
      confirmed: z.boolean().optional(),
      /** Asked for by an earlier look that found files still being written. */
      settling: z.boolean().optional(),
      /** Only the folders of what was asked for by requestScan. */
      requested: z.boolean().optional(),
    }),
    lane: "scan",
    priority: 3,
    attempts: 3,
    timeoutMs: 6 * hourMs,
    dedupe: ({ libraryId, full, confirmed, settling, requested }) =>
      `library.scan:${libraryId}${full ? ":full" : ""}${confirmed ? ":confirmed" : ""}${settling ? ":settling" : ""}${requested ? ":requested" : ""}`,
    entity: ofLibrary,
    title: ({ libraryId, full, requested }) => {
      if (full) return `Read library ${libraryId} anew`;
      return requested ? `Look at what changed in library ${libraryId}` : `Scan library ${libraryId}`;
    },
  }),
  "webhook.process": define({
    payload: z.object({ eventId: id }),
    lane: "webhooks",
    priority: 2,
    attempts: 3,
    timeoutMs: 5 * minuteMs,
    dedupe: ({ eventId }) => `webhook.process:${eventId}`,
    entity: ({ eventId }) => ({ entityType: "webhook", entityId: eventId }),
    title: ({ eventId }) => `Read webhook ${eventId}`,
  }),
  "library.refresh": define({
    payload: library,
    lane: "providers",
    // After the films and series that somebody waits for; it only says which are due.
    priority: 8,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: ({ libraryId }) => `library.refresh:${libraryId}`,
    entity: ofLibrary,
    title: ({ libraryId }) => `Refresh what changed or is stale in library ${libraryId}`,
  }),
  "movie.probe": define({
    payload: movieBatch,
    lane: "media",
    priority: 4,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: ({ movieIds }) => `movie.probe:${sameSet(movieIds)}`,
    entity: ofMovies,
    title: ({ movieIds }) => `Read the media files of ${films(movieIds.length)}`,
  }),
  "movie.artwork": define({
    payload: movieBatch,
    lane: "media",
    priority: 5,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: ({ movieIds }) => `movie.artwork:${sameSet(movieIds)}`,
    entity: ofMovies,
    title: ({ movieIds }) => `Keep the artwork found beside ${films(movieIds.length)}`,
  }),
  "episode.probe": define({
    payload: episodeBatch,
    lane: "media",
    priority: 4,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: ({ episodeIds }) => `episode.probe:${sameSet(episodeIds)}`,
    entity: () => null,
    title: ({ episodeIds }) => `Read the media files of ${episodes(episodeIds.length)}`,
  }),
  "series.artwork": define({
    payload: seriesBatch,
    lane: "media",
    priority: 5,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: ({ seriesIds }) => `series.artwork:${sameSet(seriesIds)}`,
    entity: ofSeries,
    title: ({ seriesIds }) => `Keep the artwork found beside ${seriesIds.length} series`,
  }),
  "movie.identify": define({
    payload: movie,
    lane: "providers",
    priority: 5,
    attempts: 3,
    timeoutMs: 5 * minuteMs,
    dedupe: ({ movieId }) => `movie.identify:${movieId}`,
    entity: ofMovie,
    title: ({ movieId }) => `Identify film ${movieId}`,
  }),
  "series.identify": define({
    payload: show,
    lane: "providers",
    priority: 5,
    attempts: 3,
    timeoutMs: 10 * minuteMs,
    dedupe: ({ seriesId }) => `series.identify:${seriesId}`,
    entity: ofShow,
    title: ({ seriesId }) => `Identify series ${seriesId}`,
  }),
  "movie.enrich": define({
    payload: movie.extend({
      /** Absent: all of them. */
      parts: z.array(z.enum(["metadata", "artwork", "cast", "trailer"])).optional(),
      /** `missing` fills gaps; `replace` lets providers win over unlocked values. */
      mode: z.enum(["missing", "replace"]).optional(),
      /** How often it was completed later already, because a provider could not be asked. */
      retry: z.int().min(1).optional(),
    }),
    lane: "providers",
    priority: 6,
    attempts: 3,
    timeoutMs: 5 * minuteMs,
    dedupe: ({ movieId, parts, mode }) =>
      ["movie.enrich", movieId, parts?.toSorted().join(",") ?? "all", mode ?? "default"].join(":"),
    entity: ofMovie,
    title: ({ movieId }) => `Fetch the metadata of film ${movieId}`,
  }),
  "series.enrich": define({
    payload: show.extend({
      /** Absent: all of them. */
      parts: z.array(z.enum(["metadata", "artwork", "cast", "trailer"])).optional(),
      /** `missing` fills gaps; `replace` lets providers win over unlocked values. */
      mode: z.enum(["missing", "replace"]).optional(),
      /** How often it was completed later already, because a provider could not be asked. */
      retry: z.int().min(1).optional(),
    }),
    lane: "providers",
    priority: 6,
    attempts: 3,
    timeoutMs: 30 * minuteMs,
    dedupe: ({ seriesId, parts, mode }) =>
      ["series.enrich", seriesId, parts?.toSorted().join(",") ?? "all", mode ?? "default"].join(":"),
    entity: ofShow,
    title: ({ seriesId }) => `Fetch the metadata of series ${seriesId}`,
  }),
  "series.orders": define({
    payload: show.extend({ order: z.string().min(1).max(100) }),
    lane: "providers",
    priority: 3,
    attempts: 3,
    timeoutMs: 10 * minuteMs,
    dedupe: ({ seriesId, order }) => `series.orders:${seriesId}:${order}`,
    entity: ofShow,
    title: ({ seriesId }) => `Fetch an order of the episodes of series ${seriesId}`,
  }),
  "series.select": define({
    payload: show,
    lane: "downloads",
    priority: 6,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: ({ seriesId }) => `series.select:${seriesId}`,
    entity: ofShow,
    title: ({ seriesId }) => `Choose the artwork of series ${seriesId}`,
  }),
  "collection.enrich": define({
    payload: collection,
    lane: "providers",
    // After the films: one of a set is asked as long as others wait.
    priority: 7,
    attempts: 3,
    timeoutMs: 15 * minuteMs,
    dedupe: ({ collectionId }) => `collection.enrich:${collectionId}`,
    entity: ofCollection,
    title: ({ collectionId }) => `Fetch set ${collectionId}`,
  }),
  "artwork.select": define({
    payload: movie,
    lane: "downloads",
    priority: 6,
    attempts: 3,
    timeoutMs: 15 * minuteMs,
    dedupe: ({ movieId }) => `artwork.select:${movieId}`,
    entity: ofMovie,
    title: ({ movieId }) => `Choose the artwork of film ${movieId}`,
  }),
  "artwork.cache": define({
    payload: z.object({
      candidateId: id,
      /** On whose page it is shown: puts the job there. */
      movieId: id.optional(),
      collectionId: id.optional(),
      seriesId: id.optional(),
    }),
    lane: "downloads",
    priority: 3,
    attempts: 3,
    timeoutMs: 5 * minuteMs,
    dedupe: ({ candidateId }) => `artwork.cache:${candidateId}`,
    entity: ({ movieId, collectionId, seriesId }) => {
      if (movieId !== undefined) return ofMovie({ movieId });
      if (seriesId !== undefined) return ofShow({ seriesId });
      return collectionId === undefined ? null : ofCollection({ collectionId });
    },
    title: ({ candidateId }) => `Download picture ${candidateId}`,
  }),
  "artwork.rescore": define({
    payload: library,
    lane: "media",
    priority: 7,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: ({ libraryId }) => `artwork.rescore:${libraryId}`,
    entity: ofLibrary,
    title: ({ libraryId }) => `Score the artwork of library ${libraryId} anew`,
  }),
  "films.artwork": define({
    payload: z.object({
      movieIds: z.array(id).min(1).max(10_000),
      /** Null: every type. */
      types: z.array(z.enum(artworkTypes)).min(1).nullable(),
      /** Only types of which nothing is chosen. */
      onlyMissing: z.boolean(),
      /** Puts what it changes together, for taking it back. */
      batch: z.string(),
      /** The editor who asked. */
      userId: id,
    }),
    lane: "downloads",
    priority: 5,
    attempts: 3,
    timeoutMs: 6 * hourMs,
    dedupe: ({ batch }) => `films.artwork:${batch}`,
    entity: ofMovies,
    title: ({ movieIds }) => `Choose the artwork of ${films(movieIds.length)}`,
  }),
  "artwork.compare": define({
    payload: z.object({ entityType: z.enum(["movie", "series", "season", "episode", "collection"]), entityId: id }),
    lane: "media",
    // Only groups what is shown already.
    priority: 8,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: ({ entityType, entityId }) => `artwork.compare:${entityType}:${entityId}`,
    entity: ({ entityType, entityId }) => ({ entityType, entityId }),
    title: ({ entityType, entityId }) => `Compare the pictures of ${pictured[entityType]} ${entityId}`,
  }),
  "trailer.select": define({
    payload: trailerOwner.extend({
      /** A person asked: what failed is tried again before its time. */
      force: z.boolean().optional(),
    }),
    lane: "trailers",
    priority: 6,
    attempts: 3,
    timeoutMs: 15 * minuteMs,
    dedupe: ({ entityType, entityId, force }) => `trailer.select:${entityType}:${entityId}${force ? ":force" : ""}`,
    entity: ({ entityType, entityId }) => ({ entityType, entityId }),
    title: ({ entityType, entityId }) => `Choose the trailer of ${recycledNames[entityType]} ${entityId}`,
  }),
  "trailer.test": define({
    payload: oneTrailer,
    lane: "trailers",
    priority: 2,
    attempts: 3,
    timeoutMs: 5 * minuteMs,
    dedupe: ({ candidateId }) => `trailer.test:${candidateId}`,
    entity: ofTrailer,
    title: ({ candidateId }) => `Test trailer ${candidateId}`,
  }),
  "trailer.download": define({
    payload: oneTrailer,
    lane: "trailers",
    priority: 5,
    attempts: 3,
    timeoutMs: 15 * minuteMs,
    dedupe: ({ candidateId }) => `trailer.download:${candidateId}`,
    entity: ofTrailer,
    title: ({ candidateId }) => `Download trailer ${candidateId}`,
  }),
  "trailers.check": define({
    payload: nothing,
    lane: "trailers",
    priority: 9,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: () => "trailers.check",
    entity: () => null,
    title: () => "Check whether trailers still exist",
  }),
  "person.enrich": define({
    payload: actor,
    lane: "providers",
    priority: 7,
    attempts: 3,
    timeoutMs: 5 * minuteMs,
    dedupe: ({ actorId }) => `person.enrich:${actorId}`,
    entity: ofActor,
    title: ({ actorId }) => `Fetch what is known of person ${actorId}`,
  }),
  "person.portrait": define({
    payload: actor.extend({
      /** SHA-256 of an upload that waits; else the address of a picture. */
      upload: z.string().optional(),
      url: z.string().optional(),
      /** What the history calls the command by which it was brought. */
      batch: z.string().optional(),
    }),
    lane: "downloads",
    priority: 3,
    attempts: 3,
    timeoutMs: 5 * minuteMs,
    // The last one brought is shown: two wait beside each other.
    dedupe: () => null,
    entity: ofActor,
    title: ({ actorId }) => `Keep the portrait of person ${actorId}`,
  }),
  "cast.portraits": define({
    payload: z.union([movie, show]),
    lane: "downloads",
    // After the pictures of the titles themselves.
    priority: 8,
    attempts: 3,
    timeoutMs: 15 * minuteMs,
    dedupe: (item) => ("movieId" in item ? `cast.portraits:${item.movieId}` : `cast.portraits:series:${item.seriesId}`),
    entity: (item) => ("movieId" in item ? ofMovie(item) : ofShow(item)),
    title: (item) =>
      `Fetch portraits of the cast of ${"movieId" in item ? `film ${item.movieId}` : `series ${item.seriesId}`}`,
  }),
  "movie.publish": define({
    payload: movie.extend({ only: onlySchema }),
    lane: "publish",
    priority: 5,
    attempts: 3,
    timeoutMs: 10 * minuteMs,
    dedupe: ({ movieId, only }) => (only ? null : `movie.publish:${movieId}`),
    entity: ofMovie,
    title: ({ movieId }) => `Publish film ${movieId}`,
  }),
  "series.publish": define({
    payload: show.extend({ only: onlySchema }),
    lane: "publish",
    priority: 5,
    attempts: 3,
    timeoutMs: 30 * minuteMs,
    dedupe: ({ seriesId, only }) => (only ? null : `series.publish:${seriesId}`),
    entity: ofShow,
    title: ({ seriesId }) => `Publish series ${seriesId}`,
  }),
  "nfo.import": define({
    payload: z.union([movie, show]),
    lane: "publish",
    priority: 4,
    attempts: 3,
    timeoutMs: 5 * minuteMs,
    dedupe: (item) => ("movieId" in item ? `nfo.import:${item.movieId}` : `nfo.import:series:${item.seriesId}`),
    entity: (item) => ("movieId" in item ? ofMovie(item) : ofShow(item)),
    title: (item) =>
      `Take over what was changed outside in ${"movieId" in item ? `film ${item.movieId}` : `series ${item.seriesId}`}`,
  }),
  "library.publish": define({
    payload: library,
    lane: "publish",
    priority: 4,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: ({ libraryId }) => `library.publish:${libraryId}`,
    entity: ofLibrary,
    title: ({ libraryId }) => `Publish library ${libraryId}`,
  }),
  "player.notify": define({
    payload: z.object({ playerId: id }),
    lane: "players",
    priority: 5,
    attempts: 3,
    timeoutMs: 2 * hourMs,
    dedupe: ({ playerId }) => `player.notify:${playerId}`,
    entity: ({ playerId }) => ({ entityType: "player", entityId: playerId }),
    title: ({ playerId }) => `Tell player ${playerId} what changed`,
  }),
  "library.verify": define({
    payload: library.extend({
      /** Only this film or series. */
      movieId: id.optional(),
      seriesId: id.optional(),
      /** What is found is repaired at the end, as far as that is safe, whatever the library says. */
      repair: z.boolean().optional(),
      /** Goes on with this run: the next slice of it. */
      verifyRunId: id.optional(),
    }),
    lane: "verify",
    priority: 8,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: ({ libraryId, movieId, seriesId, verifyRunId }) =>
      ["library.verify", libraryId, movieId ?? "", seriesId ?? "", verifyRunId ?? ""].join(":"),
    entity: ofLibrary,
    title: ({ libraryId, movieId, seriesId }) => {
      if (movieId !== undefined) return `Verify film ${movieId}`;
      return seriesId === undefined ? `Verify library ${libraryId}` : `Verify series ${seriesId}`;
    },
  }),
  "verify.repair": define({
    payload: library.extend({
      /** Absent: every open one of the kinds. */
      findingIds: z.array(id).min(1).max(1000).optional(),
      /** Absent: all that is safe. */
      kinds: z.array(z.enum(findingKinds)).min(1).optional(),
      movieId: id.optional(),
      seriesId: id.optional(),
      /** Nobody asked: what a person told automation to leave alone is left alone. */
      isAutomatic: z.boolean().optional(),
      /** Goes on behind this finding. */
      after: z.int().min(0).optional(),
    }),
    // It writes into folders, as publishing does.
    lane: "publish",
    priority: 6,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: () => null,
    entity: ofLibrary,
    title: ({ libraryId, findingIds }) =>
      findingIds === undefined
        ? `Repair library ${libraryId}`
        : `Repair ${findingIds.length === 1 ? "1 finding" : `${findingIds.length} findings`}`,
  }),
  "films.edit": define({
    payload: z.object({
      movieIds: z.array(id).min(1).max(10_000),
      edit: bulkEditSchema,
      /** Puts what it changes together, for taking it back. */
      batch: z.string(),
      /** The editor who asked. */
      userId: id,
    }),
    lane: "system",
    priority: 2,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: () => null,
    entity: () => null,
    title: ({ movieIds }) => `Edit ${films(movieIds.length)}`,
  }),
  "changes.undo": define({
    payload: z.object({
      target: z.union([massTargetSchema, redoTargetSchema]),
      /** The editor who asked. */
      userId: id,
    }),
    lane: "system",
    priority: 2,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: ({ target }) => `changes.undo:${JSON.stringify(target)}`,
    entity: () => null,
    title: ({ target }) => {
      if ("redoOf" in target) return "Bring back what was taken back";
      return "jobId" in target ? `Take back what job ${target.jobId} changed` : "Take an edit of many films back";
    },
  }),
  "unknown.recycle": define({
    payload: z.object({
      unknownFileIds: z.array(id).min(1).max(1000),
      /** Theirs, so that taking it back can scan them. */
      libraryIds: z.array(id),
    }),
    lane: "publish",
    priority: 3,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: () => null,
    entity: () => null,
    title: ({ unknownFileIds: { length } }) =>
      `Move ${length === 1 ? "1 unknown file" : `${length} unknown files`} to the recycle bin`,
  }),
  "files.recycle": define({
    payload: z.object({
      entityType: z.enum(["movie", "series", "episode"]),
      entityId: id,
      /** The administrator who wants the files gone. */
      userId: id.nullable(),
    }),
    lane: "publish",
    priority: 4,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: ({ entityType, entityId }) => `files.recycle:${entityType}:${entityId}`,
    entity: ({ entityType, entityId }) => ({ entityType, entityId }),
    title: ({ entityType, entityId }) =>
      `Move the files of ${recycledNames[entityType]} ${entityId} to the recycle bin`,
  }),
  "files.restore": define({
    payload: z.object({
      entityType: z.enum(["movie", "series", "episode"]),
      entityId: id,
      /** When the item was removed: what went to the bin before stays there. */
      since: z.iso.datetime(),
      userId: id.nullable(),
    }),
    lane: "publish",
    // Before its artwork and NFO are published anew.
    priority: 2,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: ({ entityType, entityId }) => `files.restore:${entityType}:${entityId}`,
    entity: ({ entityType, entityId }) => ({ entityType, entityId }),
    title: ({ entityType, entityId }) =>
      `Put the files of ${recycledNames[entityType]} ${entityId} back from the recycle bin`,
  }),
  "recycle.purge": define({
    payload: nothing,
    lane: "system",
    priority: 8,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: () => "recycle.purge",
    entity: () => null,
    title: () => "Empty old files from the recycle bin",
  }),
  "jobs.purge": define({
    payload: nothing,
    lane: "system",
    priority: 9,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: () => "jobs.purge",
    entity: () => null,
    title: () => "Remove old jobs from the history",
  }),
  "cache.purge": define({
    payload: nothing,
    lane: "system",
    priority: 9,
    attempts: 3,
    timeoutMs: hourMs,
    dedupe: () => "cache.purge",
    entity: () => null,
    title: () => "Clear the cache of what nothing needs",
  }),
  "cache.verify": define({
    payload: nothing,
    lane: "media",
    // After everything somebody waits for.
    priority: 10,
    attempts: 3,
    timeoutMs: 3 * hourMs,
    dedupe: () => "cache.verify",
    entity: () => null,
    title: () => "Check the cache of artwork and trailers, and bring back what is missing",
  }),
  "system.backup": define({
    payload: z.object({
      /** Pictures and trailers too; absent: as the settings say. */
      withCache: z.boolean().optional(),
    }),
    lane: "system",
    priority: 7,
    attempts: 3,
    timeoutMs: 6 * hourMs,
    dedupe: () => "system.backup",
    entity: () => null,
    title: () => "Back up the database",
  }),
  "backup.check": define({
    payload: z.object({ name: backupNameSchema }),
    lane: "system",
    priority: 5,
    attempts: 3,
    timeoutMs: 6 * hourMs,
    dedupe: ({ name }) => `backup.check:${name}`,
    entity: () => null,
    title: ({ name }) => `Check the backup ${name}`,
  }),
  "notifications.send": define({
    payload: z.object({ channelId: id }),
    lane: "notifications",
    priority: 5,
    attempts: 3,
    timeoutMs: 5 * minuteMs,
    dedupe: ({ channelId }) => `notifications.send:${channelId}`,
    entity: () => null,
    title: ({ channelId }) => `Send what waits for channel ${channelId}`,
  }),
} satisfies Record<JobType, unknown>;

/** What a job of this type is told. */
export type PayloadOf<T extends JobType> = z.output<(typeof catalog)[T]["payload"]>;

/** The catalog for code that handles any type. */
export const definitions: Record<JobType, JobDefinition> = catalog;

/** What the job does, for people; the label alone when its payload is not what this version expects. */
export function titleOfJob(type: JobType, payload: unknown): string | undefined {
  const parsed = definitions[type].payload.safeParse(payload ?? {});
  return parsed.success ? definitions[type].title(parsed.data) : undefined;
}
