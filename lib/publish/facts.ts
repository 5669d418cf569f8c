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
import { isInside } from "#lib/files/safe-path.ts";
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

/** The library folder that a path of the unit lies below. */
export const rootOf = ({ root, roots }: Pick<UnitFacts, "root" | "roots">, path: string): string =>
  roots.find((each) => isInside(each, path)) ?? root;

/** What publishing needs to know of a film or a series alike. */
export type UnitFacts = UnitRef & {
  title: string;
  /** Its video file or its folder, for messages. */
  path: string;
  library: Row<typeof libraries>;
  naming: Naming;
  /** The library folder it lies below. */
  root: string;
  /** Every folder of the library: a file that was moved by hand may have left something below another one. */
  roots: readonly string[];
  lastPublishedAt: Date | null;
  rows: PublishedRow[];
  nfoRecords: NfoRecord[];
  imageRecords: ImageRecord[];
  videoRecords: VideoRecord[];
  /** Files about which a person has to decide, as far as that is known. */
  conflicts: { entityId: number; path: string; reason: string }[];
  /** Hashes of pictures in the cache that are not from beside the media: a file with one of them is Metarr's. */
  cachedHashes: ReadonlySet<string>;
  /** Its videos, which nothing that is published may take the place of. */
  media: ReadonlySet<string>;
};
