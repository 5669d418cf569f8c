import { z } from "zod";
import {
  type ArtworkType,
  artworkTypes,
  episodeArtworkTypes,
  movieArtworkTypes,
  seasonArtworkTypes,
  seriesArtworkTypes,
} from "#lib/artwork/vocabulary.ts";
import type { ExtraType } from "#lib/files/media-types.ts";

/** What a scan says an unknown file is, by its extension. */
export const unknownKinds = ["video", "image", "subtitle", "nfo", "other"] as const;
export type UnknownKind = (typeof unknownKinds)[number];
export const unknownKindLabels = {
  video: "Video",
  image: "Picture",
  subtitle: "Subtitle",
  nfo: "NFO",
  other: "Other",
} as const satisfies Record<UnknownKind, string>;

/** Which of them are listed: those that wait, those a person gave away or put aside. */
export const unknownStates = ["open", "assigned", "ignored"] as const;
export type UnknownState = (typeof unknownStates)[number];
export const unknownStateLabels = {
  open: "To be decided",
  assigned: "Assigned",
  ignored: "Ignored",
} as const satisfies Record<UnknownState, string>;

/** What a person can say a file is. */
export const assignWays = ["artwork", "trailer", "subtitle", "extra"] as const;
export type AssignWay = (typeof assignWays)[number];
export const assignWayLabels = {
  artwork: "Artwork",
  trailer: "Trailer",
  subtitle: "Subtitle",
  extra: "Extra",
} as const satisfies Record<AssignWay, string>;

/** What each kind of file can be; an NFO and what is nothing known can be nothing. */
export const waysOfKind = {
  video: ["trailer", "extra"],
  image: ["artwork"],
  subtitle: ["subtitle"],
  nfo: [],
  other: [],
} as const satisfies Record<UnknownKind, readonly AssignWay[]>;

/** What a file can belong to, with the kinds of pictures each has. */
export const ownerTypes = ["movie", "series", "season", "episode"] as const;
export type OwnerType = (typeof ownerTypes)[number];
export const picturesOfOwner = {
  movie: movieArtworkTypes,
  series: seriesArtworkTypes,
  season: seasonArtworkTypes,
  episode: episodeArtworkTypes,
} as const satisfies Record<OwnerType, readonly ArtworkType[]>;

/** Whose each of them can be. */
export const ownersOfWay = {
  artwork: ["movie", "series", "season", "episode"],
  trailer: ["movie", "series"],
  subtitle: ["movie", "episode"],
  extra: ["movie", "series"],
} as const satisfies Record<AssignWay, readonly OwnerType[]>;

export const extraKinds = [
  "trailer",
  "featurette",
  "behindthescenes",
  "deleted",
  "interview",
  "scene",
  "short",
  "clip",
  "sample",
  "theme",
  "other",
] as const satisfies readonly ExtraType[];
export const extraKindLabels = {
  trailer: "Trailer",
  featurette: "Featurette",
  behindthescenes: "Behind the scenes",
  deleted: "Deleted scene",
  interview: "Interview",
  scene: "Scene",
  short: "Short film",
  clip: "Clip",
  sample: "Sample",
  theme: "Theme",
  other: "Other",
} as const satisfies Record<ExtraType, string>;

const id = z.int().positive();
const owner = z.object({ entityType: z.enum(ownerTypes), entityId: id });
export type AssignOwner = z.output<typeof owner>;
const ofOwner = { unknownFileId: id, owner };

/** What a file is, and whose. */
export const assignInput = z.discriminatedUnion("as", [
  z.object({ ...ofOwner, as: z.literal("artwork"), imageType: z.enum(artworkTypes) }),
  z.object({ ...ofOwner, as: z.literal("trailer") }),
  z.object({
    ...ofOwner,
    as: z.literal("subtitle"),
    /** ISO 639-1; null where nobody knows. */
    language: z
      .string()
      .regex(/^[a-z]{2}$/, "Use two letters, such as en or de.")
      .nullable(),
    isForced: z.boolean().default(false),
  }),
  z.object({ ...ofOwner, as: z.literal("extra"), extraKind: z.enum(extraKinds) }),
]);
export type AssignInput = z.output<typeof assignInput>;
