import { createdAt, flag, kit, oneOf } from "../dialect/index.ts";

const { table, id, int, text, bool, float, bytes, instant, json, index, uniqueIndex } = kit;

/** Everything that can own a picture. */
export const pictureOwners = ["movie", "episode", "series", "season", "actor", "collection", "crew"] as const;
export type PictureOwner = (typeof pictureOwners)[number];

export const imageTypes = [
  "poster",
  "fanart",
  "banner",
  "clearlogo",
  "clearart",
  "discart",
  "landscape",
  "keyart",
  "characterart",
  "thumb",
  "actor_thumb",
  "unknown",
] as const;
export type ImageType = (typeof imageTypes)[number];

/** One criterion of a score: what it gave, of how much, and why. */
export type ScorePart = { points: number; of: number; reason: string };
export type ScoreBreakdown = Record<"resolution" | "aspect" | "language" | "votes" | "provider", ScorePart>;

/**
 * The protected copies, named by content and stored below DATA_DIR/cache/assets.
 * Two entities may share one file: it leaves the disk with its last row.
 */
export const cacheImageFiles = table(
  "cache_image_files",
  {
    id: id(),
    entityType: text("entity_type").$type<PictureOwner>().notNull(),
    entityId: int("entity_id").notNull(),
    /** Relative to DATA_DIR. */
    filePath: text("file_path").notNull(),
    fileName: text("file_name").notNull(),
    fileSizeBytes: bytes("file_size").notNull(),
    /** SHA-256, hex. */
    fileHash: text("file_hash").notNull(),
    /** 64 bits as 16 hex digits. */
    perceptualHash: text("perceptual_hash"),
    differenceHash: text("difference_hash"),
    imageType: text("image_type").$type<ImageType>().notNull(),
    width: int("width").notNull(),
    height: int("height").notNull(),
    /** jpg or png (webp is kept, and passed over by players that do not read it). */
    format: text("format").notNull(),
    hasAlpha: bool("has_alpha"),
    foregroundRatio: float("foreground_ratio"),
    /** Base64 of a thumbhash, shown until the picture is there. */
    thumbhash: text("thumbhash"),
    sourceType: text("source_type").$type<"provider" | "local" | "user">(),
    sourceUrl: text("source_url"),
    providerName: text("provider_name"),
    classificationScore: int("classification_score"),
    /** Never collected. */
    isLocked: flag("is_locked"),
    discoveredAt: instant("discovered_at").notNull().default(kit.now()),
    lastAccessedAt: instant("last_accessed_at"),
    /** When its bytes were last read and were those of its hash. Null: never since they were written. */
    verifiedAt: instant("verified_at"),
  },
  (t) => [
    uniqueIndex("cache_image_files_unique").on(t.entityType, t.entityId, t.imageType, t.fileHash),
    index("idx_cache_images_entity_score").on(
      t.entityType,
      t.entityId,
      t.imageType,
      kit.desc(t.classificationScore),
      kit.desc(t.discoveredAt),
    ),
    index("idx_cache_images_hash").on(t.fileHash),
    index("idx_cache_images_locked").on(t.isLocked),
    index("idx_cache_images_source").on(t.sourceUrl),
    index("idx_cache_images_verified").on(t.verifiedAt),
    oneOf("cache_image_files", "entity_type", pictureOwners),
    oneOf("cache_image_files", "image_type", imageTypes),
    oneOf("cache_image_files", "source_type", ["provider", "local", "user"]),
  ],
);

/** Pictures Metarr wrote into library folders. */
export const libraryImageFiles = table(
  "library_image_files",
  {
    id: id(),
    cacheFileId: int("cache_file_id")
      .notNull()
      .references(() => cacheImageFiles.id, { onDelete: "cascade" }),
    filePath: text("file_path").notNull(),
    /** The image type it was written as. */
    kind: text("kind"),
    sizeBytes: bytes("size"),
    modifiedMs: float("mtime"),
    /** SHA-256 of what was written. */
    hash: text("hash"),
    publishedAt: instant("published_at").notNull().default(kit.now()),
  },
  (t) => [
    uniqueIndex("library_image_files_path_unique").on(t.filePath),
    index("idx_library_images_cache").on(t.cacheFileId),
    index("idx_library_images_path").on(t.filePath),
  ],
);

/** Every picture of an entity: what providers offer, what lay on disk, what people uploaded. is_selected and rank are the truth. */
export const assetCandidates = table(
  "asset_candidates",
  {
    id: id(),
    entityType: text("entity_type").$type<PictureOwner>().notNull(),
    entityId: int("entity_id").notNull(),
    assetType: text("asset_type").$type<ImageType>().notNull(),
    /** A provider's name, `local` or `user`. */
    provider: text("provider").notNull(),
    providerId: text("provider_id"),
    /** An address, or `cache:<sha256>` for local and uploaded pictures. */
    url: text("url").notNull(),
    width: int("width"),
    height: int("height"),
    language: text("language"),
    voteAverage: float("vote_average"),
    voteCount: bytes("vote_count"),
    likes: bytes("likes"),
    /** 0 to 100. */
    score: float("score"),
    scoreBreakdown: json<ScoreBreakdown>("score_breakdown"),
    isSelected: flag("is_selected"),
    /** Place among the selected ones of its type, from 1. */
    rank: int("rank"),
    isBlocked: flag("is_blocked"),
    /** A person chose this picture. */
    userLocked: flag("user_locked"),
    cacheFileId: int("cache_file_id").references(() => cacheImageFiles.id),
    /** What it looked like when it was compared, 64 bits as 16 hex digits. Null: not compared yet. */
    perceptualHash: text("perceptual_hash"),
    differenceHash: text("difference_hash"),
    /** The candidate that leads the group of those that look the same, this one included. Null: alone, or not compared. */
    alikeTo: int("alike_to"),
    /** Why the last download failed; cleared by the next that works. */
    failureReason: text("failure_reason"),
    createdAt: createdAt(),
    lastRefreshedAt: instant("last_refreshed"),
  },
  (t) => [
    uniqueIndex("asset_candidates_unique").on(t.entityType, t.entityId, t.assetType, t.url),
    index("idx_candidates_entity").on(t.entityType, t.entityId),
    index("idx_candidates_selected").on(t.isSelected),
    index("idx_candidates_score").on(kit.desc(t.score)),
    index("idx_candidates_cache").on(t.cacheFileId),
    oneOf("asset_candidates", "entity_type", pictureOwners),
  ],
);

/** Which addresses a worker is fetching now, so that no other asks for the same file at the same time. */
export const downloadFlights = table(
  "download_flights",
  {
    id: id(),
    /** SHA-256 of the address, hex. */
    urlHash: text("url_hash").notNull(),
    /** Who fetches it: the flight is given up by nobody else before it expires. */
    holder: text("holder").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [uniqueIndex("download_flights_url_unique").on(t.urlHash)],
);
