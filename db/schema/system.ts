import { sql } from "drizzle-orm";
import { createdAt, flag, kit, oneOf, updatedAt } from "../dialect/index.ts";

const { table, id, int, text, bool, float, bytes, instant, json, index, uniqueIndex } = kit;

export const configuration = table("configuration", {
  key: text("key").primaryKey(),
  value: text("value"),
  type: text("type").$type<"string" | "number" | "boolean" | "json">(),
  description: text("description"),
  updatedAt: updatedAt(),
});

/** Every file Metarr removed or replaced, and the way back. */
export const recycleBin = table(
  "recycle_bin",
  {
    id: id(),
    originalPath: text("original_path").notNull(),
    /** Relative to DATA_DIR, or absolute for a large file kept on its own disk. */
    recyclePath: text("recycle_path").notNull(),
    fileType: text("file_type"),
    fileSizeBytes: bytes("file_size"),
    fileHash: text("file_hash"),
    /** Why it was removed, for a person. */
    reason: text("reason"),
    deletedAt: instant("deleted_at").notNull().default(kit.now()),
    deletedBy: int("deleted_by"),
    jobId: int("job_id"),
    expiresAt: instant("expires_at"),
    restoredAt: instant("restored_at"),
    /** Set once the file itself is gone for good. */
    purgedAt: instant("purged_at"),
    entityType: text("entity_type"),
    entityId: int("entity_id"),
    /** Rows of a removed entity, for its restore. */
    snapshot: json<unknown>("snapshot"),
  },
  (t) => [index("idx_recycle_expires").on(t.expiresAt), index("idx_recycle_entity").on(t.entityType, t.entityId)],
);

type KeptXml = {
  elements: string[];
  children: Record<string, string[]>;
  attributes: Record<string, Record<string, string>>;
};

/** NFO files read from or written to library folders. `publishedAt` null: read, and not ours. */
export const libraryNfoFiles = table(
  "library_nfo_files",
  {
    id: id(),
    entityType: text("entity_type").$type<"movie" | "series" | "season" | "episode" | "collection">().notNull(),
    entityId: int("entity_id").notNull(),
    path: text("path").notNull(),
    /** SHA-256 of the bytes as last read or written. */
    hash: text("hash").notNull(),
    sizeBytes: bytes("size"),
    modifiedMs: float("mtime"),
    /** The values that were written, for telling later what somebody changed. */
    snapshot: json<unknown>("snapshot"),
    /** What Metarr has no place for, as raw XML, written back at publish (NfoKept of lib/files/nfo/types.ts). */
    kept: json<KeptXml>("kept"),
    publishedAt: instant("published_at"),
    readAt: instant("read_at"),
    /** What is about to be written, so that a publish that is stopped in between does not take its own file for another's. */
    pending: json<{ hash: string; snapshot: unknown; kept?: KeptXml | null }>("pending"),
  },
  (t) => [
    uniqueIndex("library_nfo_files_path_unique").on(t.path, t.entityType, t.entityId),
    index("idx_library_nfo_entity").on(t.entityType, t.entityId),
    oneOf("library_nfo_files", "entity_type", ["movie", "series", "season", "episode", "collection"]),
  ],
);

/** Files that were changed outside since they were published, about which a person has to decide. */
export const publishConflicts = table(
  "publish_conflicts",
  {
    id: id(),
    /** Of what is published as one: a film, or a series with its seasons and episodes. */
    entityType: text("entity_type").$type<"movie" | "series">().notNull(),
    entityId: int("entity_id").notNull(),
    path: text("path").notNull(),
    /** A kind of lib/publish/vocabulary.ts: `nfo`, or a picture. */
    kind: text("kind").notNull(),
    /** One sentence for people. */
    reason: text("reason").notNull(),
    foundAt: instant("found_at").notNull().default(kit.now()),
  },
  (t) => [
    uniqueIndex("publish_conflicts_path_unique").on(t.path),
    index("idx_publish_conflicts_entity").on(t.entityType, t.entityId),
    oneOf("publish_conflicts", "entity_type", ["movie", "series"]),
  ],
);

/** Ratings by source. `movies.rating` and `vote_count` mirror the default one. */
export const ratings = table(
  "ratings",
  {
    id: id(),
    entityType: text("entity_type").$type<"movie" | "series" | "season" | "episode">().notNull(),
    entityId: int("entity_id").notNull(),
    /** Kodi's names: imdb, themoviedb, tomatometerallcritics, metacritic, … */
    source: text("source").notNull(),
    value: float("value").notNull(),
    max: float("max").notNull().default(10),
    votes: bytes("votes"),
    isDefault: flag("is_default"),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("ratings_source_unique").on(t.entityType, t.entityId, t.source),
    oneOf("ratings", "entity_type", ["movie", "series", "season", "episode"]),
  ],
);

/** Provenance, history and undo. The field `*` is the first reading of an entity: new_value holds all its values. */
export const fieldChanges = table(
  "field_changes",
  {
    id: id(),
    entityType: text("entity_type").notNull(),
    entityId: int("entity_id").notNull(),
    field: text("field").notNull(),
    oldValue: json<unknown>("old_value"),
    newValue: json<unknown>("new_value"),
    /** user, nfo, filename, scan, local, or a provider's name. */
    source: text("source").notNull(),
    userId: int("user_id"),
    jobId: int("job_id"),
    changedAt: instant("changed_at").notNull().default(kit.now()),
    undoneAt: instant("undone_at"),
    /** The change this one takes back. */
    undoOf: int("undo_of"),
    /** The same for all that a person changed with one command over many items. */
    batch: text("batch"),
  },
  (t) => [
    index("idx_field_changes_entity").on(t.entityType, t.entityId, t.field, t.id),
    index("idx_field_changes_job").on(t.jobId),
    index("idx_field_changes_time").on(t.changedAt),
    index("idx_field_changes_batch").on(t.batch).where(sql.raw(`"batch" is not null`)),
  ],
);

/**
 * What each provider said of an item the last time it was asked, in our words: for showing it beside the value in force,
 * and for merging again without asking. A provider that could not be asked is noted too, so that it is asked later.
 */
export const providerRecords = table(
  "provider_records",
  {
    id: id(),
    entityType: text("entity_type").$type<"movie" | "series" | "season" | "episode">().notNull(),
    entityId: int("entity_id").notNull(),
    provider: text("provider").notNull(),
    /** The provider's own id of it. */
    providerId: text("provider_id"),
    /** missing: the provider does not have it. failed: it could not be asked; what it said before stays. */
    status: text("status").$type<"ok" | "missing" | "failed">().notNull(),
    /** Values under the names of the fields. */
    fields: json<Record<string, unknown>>("fields"),
    error: text("error"),
    /** When it last answered. */
    fetchedAt: instant("fetched_at"),
    /** When a failed one is due again. */
    retryAt: instant("retry_at"),
  },
  (t) => [
    uniqueIndex("provider_records_unique").on(t.entityType, t.entityId, t.provider),
    index("idx_provider_records_retry").on(t.retryAt).where(sql.raw(`"retry_at" is not null`)),
    index("idx_provider_records_provider").on(t.provider, t.providerId),
    oneOf("provider_records", "entity_type", ["movie", "series", "season", "episode"]),
    oneOf("provider_records", "status", ["ok", "missing", "failed"]),
  ],
);

/** How far a provider's feed of changes was read. */
export const providerFeeds = table(
  "provider_feeds",
  {
    id: id(),
    provider: text("provider").notNull(),
    kind: text("kind").$type<"movie" | "series" | "person">().notNull(),
    readUntil: instant("read_until").notNull(),
  },
  (t) => [uniqueIndex("provider_feeds_unique").on(t.provider, t.kind)],
);

/** What happened to an item beside changes of its fields: found, identified, its artwork chosen, published, removed. */
export const itemEvents = table(
  "item_events",
  {
    id: id(),
    entityType: text("entity_type").notNull(),
    entityId: int("entity_id").notNull(),
    kind: text("kind").$type<"scan" | "match" | "artwork" | "publish" | "remove" | "restore" | "order">().notNull(),
    /** One sentence for people, without paths. */
    summary: text("summary").notNull(),
    detail: json<Record<string, unknown>>("detail"),
    userId: int("user_id"),
    jobId: int("job_id"),
    happenedAt: instant("happened_at").notNull().default(kit.now()),
  },
  (t) => [
    index("idx_item_events_entity").on(t.entityType, t.entityId, t.id),
    oneOf("item_events", "kind", ["scan", "match", "artwork", "publish", "remove", "restore", "order"]),
  ],
);

/** Who an item might be, when identification was unsure. */
export const reviewCandidates = table(
  "review_candidates",
  {
    id: id(),
    entityType: text("entity_type").$type<"movie" | "series">().notNull(),
    entityId: int("entity_id").notNull(),
    provider: text("provider").notNull(),
    providerId: text("provider_id").notNull(),
    title: text("title").notNull(),
    originalTitle: text("original_title"),
    year: int("year"),
    runtimeMinutes: int("runtime"),
    overview: text("overview"),
    posterUrl: text("poster_url"),
    score: float("score").notNull(),
    /** Sentences a person can read, such as "title 0.94". */
    reasons: json<string[]>("reasons"),
    rank: int("rank").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("review_candidates_unique").on(t.entityType, t.entityId, t.provider, t.providerId),
    oneOf("review_candidates", "entity_type", ["movie", "series"]),
  ],
);

/** Raw answers of providers. */
export const providerCache = table(
  "provider_cache",
  {
    id: id(),
    provider: text("provider").notNull(),
    /** Method and address without any secret. */
    requestKey: text("request_key").notNull(),
    kind: text("kind"),
    status: int("status").notNull(),
    etag: text("etag"),
    lastModified: text("last_modified"),
    body: text("body"),
    sizeBytes: bytes("size"),
    fetchedAt: instant("fetched_at").notNull().default(kit.now()),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    uniqueIndex("provider_cache_key_unique").on(t.provider, t.requestKey),
    index("idx_provider_cache_expires").on(t.expiresAt),
  ],
);

/** One bucket and one breaker per provider, shared by every worker. */
export const rateLimits = table("rate_limits", {
  key: text("key").primaryKey(),
  tokens: float("tokens").notNull(),
  refilledAtMs: float("refilled_at_ms").notNull(),
  blockedUntilMs: float("blocked_until_ms"),
  failuresInARow: int("failures_in_a_row").notNull().default(0),
  openUntilMs: float("open_until_ms"),
  lastError: text("last_error"),
  requestCount: bytes("request_count").notNull().default(0),
  errorCount: bytes("error_count").notNull().default(0),
  updatedAt: updatedAt(),
});

export const mediaPlayerGroups = table("media_player_groups", { id: id(), name: text("name").notNull() }, (t) => [
  uniqueIndex("media_player_groups_name_unique").on(t.name),
]);

export const mediaPlayers = table(
  "media_players",
  {
    id: id(),
    groupId: int("group_id").references(() => mediaPlayerGroups.id, { onDelete: "set null" }),
    name: text("name").notNull(),
    kind: text("kind").$type<"kodi" | "jellyfin" | "emby" | "plex">().notNull(),
    url: text("url").notNull(),
    username: text("username"),
    secret: text("secret"),
    enabled: bool("enabled").notNull().default(true),
    settings: json<Record<string, unknown>>("settings"),
    lastSeenAt: instant("last_seen_at"),
    lastError: text("last_error"),
    lastErrorAt: instant("last_error_at"),
    /** What it calls itself, and its version, when it last answered. */
    serverName: text("server_name"),
    serverVersion: text("server_version"),
    /** The job that talks to it: one at a time does, for as long as that job runs. */
    busyJobId: int("busy_job_id"),
    busyClaimNo: bytes("busy_claim_no"),
    createdAt: createdAt(),
  },
  () => [oneOf("media_players", "kind", ["kodi", "jellyfin", "emby", "plex"])],
);

export const mediaPlayerPathMappings = table(
  "media_player_path_mappings",
  {
    id: id(),
    playerId: int("player_id")
      .notNull()
      .references(() => mediaPlayers.id, { onDelete: "cascade" }),
    localPath: text("local_path").notNull(),
    playerPath: text("player_path").notNull(),
  },
  (t) => [uniqueIndex("media_player_path_mappings_unique").on(t.playerId, t.localPath)],
);

export const webhookEvents = table(
  "webhook_events",
  {
    id: id(),
    source: text("source").notNull(),
    eventType: text("event_type"),
    payload: json<unknown>("payload"),
    bodyHash: text("body_hash"),
    status: text("status").notNull().default("received"),
    jobId: int("job_id"),
    error: text("error"),
    receivedAt: instant("received_at").notNull().default(kit.now()),
    /** Null: its source was removed. */
    sourceId: int("source_id"),
    /** Source and body while the same again is a duplicate; null once that time is over. */
    liveKey: text("live_key"),
    /** How often the same came again. */
    duplicates: int("duplicates").notNull().default(0),
    /** What it is about, such as `Charade (1963)`. */
    subject: text("subject"),
    attempts: int("attempts").notNull().default(0),
    handledAt: instant("handled_at"),
    /** What came of it, in a sentence. */
    result: text("result"),
    /** Libraries that were asked to look. */
    libraryIds: json<number[]>("library_ids"),
  },
  (t) => [
    index("idx_webhook_events_received").on(t.receivedAt),
    index("idx_webhook_events_hash").on(t.source, t.bodyHash),
    index("idx_webhook_events_source").on(t.sourceId),
    uniqueIndex("webhook_events_live_unique").on(t.liveKey),
  ],
);

export const notificationChannels = table(
  "notification_channels",
  {
    id: id(),
    name: text("name").notNull(),
    kind: text("kind").$type<"webhook" | "discord" | "ntfy" | "email">().notNull(),
    settings: json<Record<string, unknown>>("settings"),
    secret: text("secret"),
    events: json<string[]>("events"),
    /** Which of those events it is told of (ChannelFilters of lib/notifications/vocabulary.ts). */
    filters: json<Record<string, unknown>>("filters"),
    enabled: bool("enabled").notNull().default(true),
    lastError: text("last_error"),
    /** When something last arrived. */
    lastSentAt: instant("last_sent_at"),
    /** After a failure nothing is sent before this. */
    retryAt: instant("retry_at"),
    createdAt: createdAt(),
  },
  () => [oneOf("notification_channels", "kind", ["webhook", "discord", "ntfy", "email"])],
);
