import { createdAt, flag, kit, oneOf } from "../dialect/index.ts";

const { table, id, int, text, bool, bytes, float, instant, json, index, uniqueIndex } = kit;

/** A folder of films or series. `path` mirrors the first root. */
export const libraries = table(
  "libraries",
  {
    id: id(),
    name: text("name").notNull(),
    path: text("path").notNull(),
    type: text("type").$type<"movie" | "tv" | "music">().notNull(),
    enabled: bool("enabled").notNull().default(true),
    /** Naming profile of what is published. */
    profile: text("profile").$type<"kodi" | "jellyfin" | "emby" | "plex">().notNull().default("kodi"),
    automation: text("automation").$type<"manual" | "review" | "full">().notNull().default("review"),
    /** Whose values win at the first scan: those found on disk, or the providers'. */
    existing: text("existing").$type<"keep" | "replace">().notNull().default("keep"),
    /** What happens when a published NFO was changed outside. */
    nfoPolicy: text("nfo_policy").$type<"import" | "overwrite" | "ask">().notNull().default("import"),
    /** ISO 639-1 language and ISO 3166-1 region of its metadata. */
    language: text("language").notNull().default("en"),
    region: text("region").notNull().default("US"),
    /** Languages asked for, in this order, where the first has nothing. Null: the general setting. */
    fallbackLanguages: json<string[]>("fallback_languages"),
    /** Whether its folders are watched, so that a change is scanned at once. */
    watch: flag("watch"),
    /** Artwork limits and language orders that differ from the general settings. */
    artwork: json<Record<string, unknown>>("artwork"),
    /** Settings of trailers that differ from the general ones. */
    trailers: json<Record<string, unknown>>("trailers"),
    /** What is published and under which names, where that differs from the profile (lib/publish/library-publishing.ts). */
    publishing: json<Record<string, unknown>>("publishing"),
    /** Whether what the check of its files finds is repaired by itself, as far as that is safe. */
    verifyRepair: flag("verify_repair"),
    lastScannedAt: instant("last_scanned_at"),
    version: int("version").notNull().default(1),
    deletedAt: instant("deleted_at"),
    /** Of a removed library: its folders, and whether it was in use, for its restore. */
    removedState: json<{ paths: string[]; enabled: boolean }>("removed_state"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("libraries_path_unique").on(t.path),
    index("idx_libraries_type").on(t.type),
    oneOf("libraries", "type", ["movie", "tv", "music"]),
    oneOf("libraries", "profile", ["kodi", "jellyfin", "emby", "plex"]),
    oneOf("libraries", "automation", ["manual", "review", "full"]),
    oneOf("libraries", "existing", ["keep", "replace"]),
    oneOf("libraries", "nfo_policy", ["import", "overwrite", "ask"]),
  ],
);

/** The folders of a library, with what tells a mounted disk from an empty mount point. */
export const libraryRoots = table(
  "library_roots",
  {
    id: id(),
    libraryId: int("library_id")
      .notNull()
      .references(() => libraries.id, { onDelete: "cascade" }),
    path: text("path").notNull(),
    /** st_dev at the last good scan. */
    device: text("device"),
    /** Inode of the root at the last good scan. */
    sentinel: text("sentinel"),
    /** Video files known at the last good scan. */
    lastSeen: instant("last_seen"),
    state: text("state").$type<"online" | "offline">().notNull().default("online"),
    stateReason: text("state_reason"),
    /** What a worker says of watching it: null, `watching`, or a sentence why it cannot be watched. */
    watchState: text("watch_state"),
    /** Folders below it that are disks of their own, at the last good scan: `{ path: st_dev }`. */
    mounts: json<Record<string, string>>("mounts"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("library_roots_path_unique").on(t.path),
    index("idx_library_roots_library").on(t.libraryId),
    oneOf("library_roots", "state", ["online", "offline"]),
  ],
);

/** One line of a scan's report. `from` is where a moved or replaced file was before. */
export type ScanChange = {
  kind: "added" | "changed" | "moved" | "missing" | "returned" | "removed";
  path: string;
  from?: string;
};

/** One look at a library: what was found, changed and skipped, and why. */
export const scanRuns = table(
  "scan_runs",
  {
    id: id(),
    libraryId: int("library_id")
      .notNull()
      .references(() => libraries.id, { onDelete: "cascade" }),
    jobId: int("job_id"),
    status: text("status").$type<"running" | "completed" | "failed" | "cancelled">().notNull().default("running"),
    startedAt: instant("started_at").notNull().default(kit.now()),
    finishedAt: instant("finished_at"),
    filesSeen: int("files_seen").notNull().default(0),
    foldersSeen: int("folders_seen").notNull().default(0),
    foldersChanged: int("folders_changed").notNull().default(0),
    added: int("added").notNull().default(0),
    changed: int("changed").notNull().default(0),
    moved: int("moved").notNull().default(0),
    missing: int("missing").notNull().default(0),
    skipped: int("skipped").notNull().default(0),
    /** Hidden because they were missing for long, and those that came back. */
    removed: int("removed").notNull().default(0),
    returned: int("returned").notNull().default(0),
    /** What was found, at most 500 of each kind. */
    changes: json<ScanChange[]>("changes"),
    /** Problems by path: [{ path, message }], at most 500. */
    problems: json<{ path: string; message: string }[]>("problems"),
    error: text("error"),
    /** The folders it looked at. Null: all of them. */
    paths: json<string[]>("paths"),
  },
  (t) => [
    index("idx_scan_runs_library").on(t.libraryId, t.startedAt),
    oneOf("scan_runs", "status", ["running", "completed", "failed", "cancelled"]),
  ],
);

/** What a folder looked like when it was last read: an equal fingerprint means nothing in it is read again. */
export const folderFingerprints = table(
  "folder_fingerprints",
  {
    id: id(),
    libraryId: int("library_id")
      .notNull()
      .references(() => libraries.id, { onDelete: "cascade" }),
    path: text("path").notNull(),
    fingerprint: text("fingerprint").notNull(),
    fileCount: int("file_count").notNull().default(0),
    scannedAt: instant("scanned_at").notNull().default(kit.now()),
  },
  (t) => [
    uniqueIndex("folder_fingerprints_path_unique").on(t.path),
    index("idx_folder_fingerprints_library").on(t.libraryId),
  ],
);

/** Names a scan passes over. System patterns can be switched off, not deleted. */
export const ignorePatterns = table(
  "ignore_patterns",
  {
    id: id(),
    libraryId: int("library_id").references(() => libraries.id, { onDelete: "cascade" }),
    pattern: text("pattern").notNull(),
    kind: text("kind").$type<"exact" | "glob">().notNull().default("glob"),
    isSystem: flag("is_system"),
    enabled: bool("enabled").notNull().default(true),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("ignore_patterns_pattern_unique").on(t.libraryId, t.pattern),
    oneOf("ignore_patterns", "kind", ["exact", "glob"]),
  ],
);

/** Files in a library that belong to nothing yet. */
export const unknownFiles = table(
  "unknown_files",
  {
    id: id(),
    libraryId: int("library_id")
      .notNull()
      .references(() => libraries.id, { onDelete: "cascade" }),
    path: text("path").notNull(),
    kind: text("kind").notNull(),
    sizeBytes: bytes("size"),
    modifiedMs: float("mtime"),
    reason: text("reason"),
    ignoredAt: instant("ignored_at"),
    /** What a person said it is, and of whom. The row stays as long as the file, so that a scan obeys it. */
    assignedAs: text("assigned_as").$type<"artwork" | "trailer" | "subtitle" | "extra">(),
    entityType: text("entity_type").$type<"movie" | "series" | "season" | "episode">(),
    entityId: int("entity_id"),
    /** Kind of picture or extra, or the language of a subtitle. */
    detail: text("detail"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("unknown_files_path_unique").on(t.path),
    index("idx_unknown_files_library").on(t.libraryId),
    index("idx_unknown_files_entity").on(t.entityType, t.entityId),
  ],
);

/** Paths a person removed from Metarr: a scan does not bring them back. */
export const exclusions = table(
  "exclusions",
  {
    id: id(),
    libraryId: int("library_id")
      .notNull()
      .references(() => libraries.id, { onDelete: "cascade" }),
    path: text("path").notNull(),
    title: text("title"),
    createdBy: int("created_by"),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("exclusions_path_unique").on(t.path)],
);
