import type {
  audioStreams,
  libraries,
  libraryImageFiles,
  libraryNfoFiles,
  libraryVideoFiles,
  mediaParts,
  ratings,
  subtitleStreams,
  videoStreams,
} from "#db/schema/index.ts";
import type { ChosenPicture } from "#lib/artwork/candidate-rows.ts";
import type { Naming } from "#lib/settings/library-publishing.ts";
import type { UnitRef } from "./vocabulary.ts";

export type Row<T extends { $inferSelect: unknown }> = T["$inferSelect"];

export type NfoRecord = Row<typeof libraryNfoFiles>;
export type ImageRecord = Row<typeof libraryImageFiles> & {
  entityType: string;
  entityId: number;
  imageType: string;
  sourceType: string | null;
  sourceUrl: string | null;
};
export type VideoRecord = Row<typeof libraryVideoFiles> & { entityId: number };

export type Rating = Row<typeof ratings>;
export type Streams = {
  video: Row<typeof videoStreams>[];
  audio: Row<typeof audioStreams>[];
  subtitle: Row<typeof subtitleStreams>[];
};
export type MediaPart = Row<typeof mediaParts>;

/** Somebody of a cast; `portrait` is the cached picture, null without one. */
export type CastMember = {
  actorId: number;
  name: string;
  role: string | null;
  imageUrl: string | null;
  portrait: ChosenPicture["file"];
};

/** A row whose published version follows what lies in the library. */
export type PublishedRow = {
  table: "movies" | "series" | "seasons" | "episodes";
  id: number;
  version: number;
  publishedVersion: number | null;
};

/** What publishing needs to know of a film or a series alike. */
export type UnitFacts = UnitRef & {
  title: string;
  /** Its video file or its folder, for messages. */
  path: string;
  library: Row<typeof libraries>;
  naming: Naming;
  /** The library folder it lies below. */
  root: string;
  lastPublishedAt: Date | null;
  rows: PublishedRow[];
  nfoRecords: NfoRecord[];
  imageRecords: ImageRecord[];
  videoRecords: VideoRecord[];
  /** Files about which a person has to decide, as far as that is known. */
  conflicts: { entityId: number; path: string; reason: string }[];
};
