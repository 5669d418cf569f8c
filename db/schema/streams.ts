import { createdAt, eitherOr, flag, kit, oneOf } from "../dialect/index.ts";
import { movies } from "./movies.ts";
import { episodes, series } from "./series.ts";

const { table, id, int, text, bool, float, bytes, instant, index, uniqueIndex } = kit;

const owners = () => ({
  movieId: int("movie_id").references(() => movies.id, { onDelete: "cascade" }),
  episodeId: int("episode_id").references(() => episodes.id, { onDelete: "cascade" }),
});

/** Every file of a film or episode, the main one too: stacked parts and versions. */
export const mediaParts = table(
  "media_parts",
  {
    id: id(),
    ...owners(),
    kind: text("kind").$type<"part" | "version">().notNull(),
    path: text("path").notNull(),
    partNumber: int("part_number"),
    edition: text("edition"),
    resolution: text("resolution"),
    sizeBytes: bytes("size"),
    modifiedMs: float("mtime"),
    inode: text("inode"),
    /** SHA-256 over size, first and last 64 KiB: tells a renamed file. */
    partialHash: text("partial_hash"),
    durationSeconds: float("duration_seconds"),
    container: text("container"),
    /** Size and mtime at the last probe, as `size:mtime`; equal means no probe. */
    probeKey: text("probe_key"),
    probeError: text("probe_error"),
    missingAt: instant("missing_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("media_parts_path_unique").on(t.path),
    index("idx_media_parts_movie").on(t.movieId),
    index("idx_media_parts_episode").on(t.episodeId),
    index("idx_media_parts_hash").on(t.partialHash),
    oneOf("media_parts", "kind", ["part", "version"]),
    eitherOr("media_parts", "movie_id", "episode_id"),
  ],
);

const part = () => int("media_part_id").references(() => mediaParts.id, { onDelete: "cascade" });

export const videoStreams = table(
  "video_streams",
  {
    id: id(),
    ...owners(),
    mediaPartId: part(),
    streamIndex: int("stream_index").notNull(),
    codec: text("codec").notNull(),
    profile: text("profile"),
    width: int("width").notNull(),
    height: int("height").notNull(),
    aspectRatio: text("aspect_ratio"),
    frameRate: float("framerate"),
    bitRate: bytes("bitrate"),
    colorSpace: text("color_space"),
    colorTransfer: text("color_transfer"),
    colorPrimaries: text("color_primaries"),
    hdrFormat: text("hdr_format"),
  },
  (t) => [
    index("idx_video_streams_movie").on(t.movieId),
    index("idx_video_streams_episode").on(t.episodeId),
    eitherOr("video_streams", "movie_id", "episode_id"),
  ],
);

export const audioStreams = table(
  "audio_streams",
  {
    id: id(),
    ...owners(),
    mediaPartId: part(),
    streamIndex: int("stream_index").notNull(),
    codec: text("codec").notNull(),
    channels: int("channels").notNull(),
    channelLayout: text("channel_layout"),
    sampleRate: int("sample_rate"),
    bitRate: bytes("bitrate"),
    language: text("language"),
    title: text("title"),
    isDefault: flag("is_default"),
  },
  (t) => [
    index("idx_audio_streams_movie").on(t.movieId),
    index("idx_audio_streams_episode").on(t.episodeId),
    eitherOr("audio_streams", "movie_id", "episode_id"),
  ],
);

export const subtitleStreams = table(
  "subtitle_streams",
  {
    id: id(),
    ...owners(),
    mediaPartId: part(),
    /** Null for a file beside the video. */
    streamIndex: int("stream_index"),
    filePath: text("file_path"),
    codec: text("codec"),
    language: text("language"),
    title: text("title"),
    isForced: flag("is_forced"),
    isDefault: flag("is_default"),
    isExternal: flag("is_external"),
  },
  (t) => [
    index("idx_subtitle_streams_movie").on(t.movieId),
    index("idx_subtitle_streams_episode").on(t.episodeId),
    eitherOr("subtitle_streams", "movie_id", "episode_id"),
  ],
);

/** Trailers, featurettes and other extras found beside a film or series. */
export const extras = table(
  "extras",
  {
    id: id(),
    movieId: int("movie_id").references(() => movies.id, { onDelete: "cascade" }),
    seriesId: int("series_id").references(() => series.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    path: text("path").notNull(),
    title: text("title"),
    sizeBytes: bytes("size"),
    modifiedMs: float("mtime"),
    monitored: bool("monitored").notNull().default(true),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("extras_path_unique").on(t.path),
    index("idx_extras_movie").on(t.movieId),
    index("idx_extras_series").on(t.seriesId),
    eitherOr("extras", "movie_id", "series_id"),
  ],
);
