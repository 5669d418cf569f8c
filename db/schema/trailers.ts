import { sql } from "drizzle-orm";
import { createdAt, flag, kit, oneOf, updatedAt } from "../dialect/index.ts";
import type { ScorePart } from "./artwork.ts";

const { table, id, int, text, bool, float, bytes, instant, json, index, uniqueIndex } = kit;

export const trailerOwners = ["movie", "episode", "series", "season"] as const;
export type TrailerOwner = (typeof trailerOwners)[number];

/** Why a trailer has its score: what each criterion gave, of how much. */
export type TrailerScore = Record<"official" | "language" | "resolution", ScorePart>;

/** Protected copies of trailers, below DATA_DIR/cache/videos. */
export const cacheVideoFiles = table(
  "cache_video_files",
  {
    id: id(),
    entityType: text("entity_type").$type<TrailerOwner>().notNull(),
    entityId: int("entity_id").notNull(),
    filePath: text("file_path").notNull(),
    fileName: text("file_name").notNull(),
    fileSizeBytes: bytes("file_size").notNull(),
    fileHash: text("file_hash").notNull(),
    durationSeconds: int("duration_seconds"),
    width: int("width"),
    height: int("height"),
    codec: text("codec"),
    format: text("format").notNull(),
    sourceType: text("source_type").$type<"provider" | "user" | "upload">(),
    sourceUrl: text("source_url"),
    providerName: text("provider_name"),
    createdAt: createdAt(),
    lastAccessedAt: instant("last_accessed_at"),
    /** When its bytes were last read and were those of its hash. Null: never since they were written. */
    verifiedAt: instant("verified_at"),
  },
  (t) => [
    uniqueIndex("cache_video_files_unique").on(t.entityType, t.entityId, t.fileHash),
    index("idx_cache_videos_entity").on(t.entityType, t.entityId),
    index("idx_cache_videos_hash").on(t.fileHash),
    index("idx_cache_videos_verified").on(t.verifiedAt),
    oneOf("cache_video_files", "entity_type", trailerOwners),
    oneOf("cache_video_files", "source_type", ["provider", "user", "upload"]),
  ],
);

/** Trailers Metarr wrote into library folders. */
export const libraryVideoFiles = table(
  "library_video_files",
  {
    id: id(),
    cacheFileId: int("cache_file_id")
      .notNull()
      .references(() => cacheVideoFiles.id, { onDelete: "cascade" }),
    filePath: text("file_path").notNull(),
    sizeBytes: bytes("size"),
    modifiedMs: float("mtime"),
    hash: text("hash"),
    publishedAt: instant("published_at").notNull().default(kit.now()),
  },
  (t) => [
    uniqueIndex("library_video_files_path_unique").on(t.filePath),
    index("idx_library_videos_cache").on(t.cacheFileId),
  ],
);

export const trailerCandidates = table(
  "trailer_candidates",
  {
    id: id(),
    entityType: text("entity_type").$type<TrailerOwner>().notNull(),
    entityId: int("entity_id").notNull(),
    sourceType: text("source_type").$type<"provider" | "user" | "upload">().notNull(),
    sourceUrl: text("source_url"),
    providerName: text("provider_name"),
    providerVideoId: text("provider_video_id"),
    tmdbName: text("tmdb_name"),
    tmdbOfficial: bool("tmdb_official"),
    tmdbLanguage: text("tmdb_language"),
    analyzed: flag("analyzed"),
    ytdlpMetadata: json<Record<string, unknown>>("ytdlp_metadata"),
    title: text("title"),
    durationSeconds: int("duration_seconds"),
    bestWidth: int("best_width"),
    bestHeight: int("best_height"),
    estimatedSizeBytes: bytes("estimated_size_bytes"),
    thumbnailUrl: text("thumbnail_url"),
    /** 0 to 190. */
    score: int("score"),
    scoreBreakdown: json<TrailerScore>("score_breakdown"),
    isSelected: flag("is_selected"),
    selectedAt: instant("selected_at"),
    selectedBy: text("selected_by"),
    cacheVideoFileId: int("cache_video_file_id").references(() => cacheVideoFiles.id),
    downloadedAt: instant("downloaded_at"),
    failedAt: instant("failed_at"),
    failureReason: text("failure_reason").$type<"unavailable" | "rate_limited" | "download_error">(),
    /** What went wrong, for a person. */
    failureMessage: text("failure_message"),
    retryAfterAt: instant("retry_after"),
    /** When its page was last asked whether the video still exists. */
    checkedAt: instant("checked_at"),
    /** A person took it out: it is not shown, and does not come back when a provider offers it again. */
    removedAt: instant("removed_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("idx_trailer_candidates_entity").on(t.entityType, t.entityId),
    index("idx_trailer_candidates_selected").on(t.entityType, t.entityId, t.isSelected),
    index("idx_trailer_candidates_failure")
      .on(t.failureReason)
      .where(sql.raw(`"failure_reason" is not null and "failure_reason" != 'unavailable'`)),
    uniqueIndex("idx_trailer_candidates_url")
      .on(t.entityType, t.entityId, t.sourceUrl)
      .where(sql.raw('"source_url" is not null')),
    oneOf("trailer_candidates", "entity_type", trailerOwners),
    oneOf("trailer_candidates", "source_type", ["provider", "user", "upload"]),
    oneOf("trailer_candidates", "failure_reason", ["unavailable", "rate_limited", "download_error"]),
  ],
);
