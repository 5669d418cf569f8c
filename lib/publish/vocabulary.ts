import { z } from "zod";

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

/** What happens to a published picture that was replaced outside: it becomes the chosen one, goes, or waits for a person. */
export const artworkPolicies = ["adopt", "restore", "ask"] as const;
export type ArtworkPolicy = (typeof artworkPolicies)[number];

export const artworkPolicyLabels = {
  adopt: "Use it",
  restore: "Put ours back",
  ask: "Ask",
} as const satisfies Record<ArtworkPolicy, string>;
export const artworkPolicyHelp = {
  adopt: "It becomes the chosen picture, and its type is locked. A type that is locked already asks.",
  restore: "Write ours again. The other one goes to the recycle bin.",
  ask: "Leave the file alone until you decide.",
} as const satisfies Record<ArtworkPolicy, string>;

/** What a person can decide about a file that was changed outside: it wins, or what Metarr has. */
export const outsideDecisions = ["take", "replace"] as const;
export type OutsideDecision = (typeof outsideDecisions)[number];

/** What is published as one: a film with what lies beside it, or a series with its seasons and episodes. */
export const unitTypes = ["movie", "series"] as const;
export type UnitType = (typeof unitTypes)[number];
export const unitRefSchema = z.object({
  entityType: z.enum(unitTypes),
  entityId: z
    .int()
    .positive()
    .max(2 ** 31 - 1),
});
export type UnitRef = z.output<typeof unitRefSchema>;

/** At most this many steps of a plan are chosen one by one. */
export const maxChosenSteps = 10_000;
/** Paths at which the chosen steps of a plan end. Absent: all of it. */
export const onlySchema = z.array(z.string().min(1).max(4096)).min(1).max(maxChosenSteps).optional();

/** Names that a library may choose itself, each for one kind of file. */
export const customNameSlots = [
  "film.nfo",
  "film.poster",
  "film.fanart",
  "film.clearlogo",
  "film.clearart",
  "film.discart",
  "film.banner",
  "film.landscape",
  "film.keyart",
  "show.poster",
  "show.fanart",
  "show.clearlogo",
  "show.clearart",
  "show.banner",
  "show.landscape",
  "show.keyart",
  "show.characterart",
  "season.poster",
  "season.fanart",
  "season.banner",
  "season.landscape",
  "episode.thumb",
  "trailer",
] as const;
export type CustomNameSlot = (typeof customNameSlots)[number];

/**
 * `nfo`, `trailer`, the type of a picture; or one of these of a part of the whole, such as `set.poster`,
 * `season.1.poster`, `episode.17.thumb`, `person.5.actor_thumb`, where the numbers tell the parts apart.
 */
export type PublishKind = string;

/** The kind of every NFO. */
export const kindOfNfo = "nfo";

/** The kind of a published trailer. Its `cacheFileId` is of cache_video_files. */
export const trailerKind = "trailer";

export const kindOfSetPicture = (type: string): PublishKind => `set.${type}`;
/** In the folder of the set, not beside the film. */
export const kindInSetFolder = (type: string): PublishKind => `setfolder.${type}`;
export const isInSetFolder = (kind: PublishKind | null): boolean => kind?.startsWith("setfolder.") === true;
/** The type of a picture of the film's set; undefined for every other kind. */
export const typeOfSetPicture = (kind: PublishKind): string | undefined =>
  kind.startsWith("set.") ? kind.slice("set.".length) : undefined;

export const kindOfSeasonPicture = (season: number, type: string): PublishKind => `season.${season}.${type}`;
export const kindOfEpisodePicture = (episodeId: number, type: string): PublishKind => `episode.${episodeId}.${type}`;

/** The episode whose picture it is; undefined for every other kind. */
export function episodeOfPicture(kind: PublishKind): number | undefined {
  const [, id] = /^episode\.(\d+)\./.exec(kind) ?? [];
  return id === undefined ? undefined : Number(id);
}

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
export type PlanConflict = PlanEntry & { resolution: "import" | "adopt" | "ask" };

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

/** Only the steps of a plan that end at these paths. What else it found stays: nothing is done with that. */
export function limitPlan(plan: PublishPlan, only: ReadonlySet<string>): PublishPlan {
  const isChosen = ({ path }: PlanEntry) => only.has(path);
  // A file that makes room for another goes with it, whatever was ticked.
  const written = new Set([...plan.write, ...plan.rename].filter(isChosen).map(({ path }) => path));
  return {
    ...plan,
    write: plan.write.filter(isChosen),
    rename: plan.rename.filter(isChosen),
    recycle: plan.recycle.filter(({ path }) => only.has(path) || written.has(path)),
    problems: [...plan.problems],
  };
}

/** One line of an NFO before and after. Numbers count from 1. */
export type DiffLine = {
  kind: "same" | "added" | "removed";
  text: string;
  before: number | null;
  after: number | null;
};

/** Films or series of one request to publish them. */
export const publishedAtOnce = 10_000;

/** Films or series that are looked at for one page of a plan. */
export const unitsPerPlanPage = 20;

/** A film or series with something to do, counted in files. */
const plannedItemSchema = unitRefSchema.extend({
  title: z.string(),
  write: z.int(),
  rename: z.int(),
  recycle: z.int(),
  /** Changed outside: taken over, or waiting for a person. */
  conflicts: z.int(),
  problems: z.int(),
  /** Why there is no plan, in words. */
  failure: z.string().nullable(),
});
export type PlannedItem = z.output<typeof plannedItemSchema>;

/** `looked`: how many were compared with the disk. `next`: the id to go on after, null at the end. */
export const planPageSchema = z.object({
  items: z.array(plannedItemSchema),
  looked: z.int(),
  next: z.int().nullable(),
});
export type PlanPage = z.output<typeof planPageSchema>;
