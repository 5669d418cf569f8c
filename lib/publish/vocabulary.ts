/** Players whose file names a library can be published in. */
export const profileNames = ["kodi", "jellyfin", "emby", "plex"] as const;
export type ProfileName = (typeof profileNames)[number];

export const profileLabels = {
  kodi: "Kodi",
  jellyfin: "Jellyfin",
  emby: "Emby",
  plex: "Plex",
} as const satisfies Record<ProfileName, string>;

/** What happens to an NFO that was changed outside after it was published. */
export const nfoPolicies = ["import", "overwrite", "ask"] as const;
export type NfoPolicy = (typeof nfoPolicies)[number];

/** What a person can decide about an NFO that was changed outside: its values win, or the film's. */
export const nfoDecisions = ["take", "replace"] as const;
export type NfoDecision = (typeof nfoDecisions)[number];

/** `nfo`, `trailer`, the type of a picture, or `set.` and the type of a picture of the film's set. */
export type PublishKind = string;

/** The kind of a published trailer. Its `cacheFileId` is of cache_video_files. */
export const trailerKind = "trailer";

export const kindOfSetPicture = (type: string): PublishKind => `set.${type}`;
/** The type of a picture of the film's set; undefined for every other kind. */
export const typeOfSetPicture = (kind: PublishKind): string | undefined =>
  kind.startsWith("set.") ? kind.slice("set.".length) : undefined;

/** One file of a plan. Paths are absolute; reasons are sentences for people. */
export type PlanEntry = { path: string; kind: PublishKind; reason: string };
export type PlanWrite = PlanEntry & { hash: string; sizeBytes: number; rank: number; cacheFileId: number | null };
export type PlanRename = PlanWrite & { from: string };
/** `isOurs`: Metarr wrote it, and its record goes with it. */
export type PlanRecycle = PlanEntry & { isOurs: boolean };
/** `adopt`: the right bytes lie there already and only the record is missing. */
export type PlanKeep = PlanEntry & {
  hash: string | null;
  sizeBytes: number;
  rank: number;
  cacheFileId: number | null;
  adopt: boolean;
};
/** A file that was changed outside and is left as it is. */
export type PlanConflict = PlanEntry & { resolution: NfoPolicy };

export type PublishPlan = {
  write: PlanWrite[];
  rename: PlanRename[];
  recycle: PlanRecycle[];
  keep: PlanKeep[];
  conflicts: PlanConflict[];
  /** Records of files that are gone or are no longer ours. */
  forget: PlanEntry[];
  /** What cannot be published, in words. */
  problems: { path: string; message: string }[];
};

/** Nothing to do on the disk: what is published is what should be. */
export function isPlanEmpty(plan: PublishPlan): boolean {
  return plan.write.length + plan.rename.length + plan.recycle.length === 0;
}

/** One line of an NFO before and after. Numbers count from 1. */
export type DiffLine = {
  kind: "same" | "added" | "removed";
  text: string;
  before: number | null;
  after: number | null;
};
