import { z } from "zod";
import { isLanguage, isRegion } from "#lib/settings/codes.ts";

/** Kinds of library. Music exists in the data model and waits for its turn. */
export const libraryTypes = ["movie", "tv"] as const;
export const libraryTypeLabels = {
  movie: "Films",
  tv: "Series",
} as const satisfies Record<(typeof libraryTypes)[number], string>;
/** How a library of each type is laid out. */
export const libraryTypeHelp = {
  movie: "One folder per film, or films beside each other.",
  tv: "One folder per series, with a folder per season or the episodes in it.",
} as const satisfies Record<(typeof libraryTypes)[number], string>;

/** What stands in library_roots.watch_state while a folder is watched; else it is null or a sentence. */
export const watching = "watching";

export const profiles = ["kodi", "jellyfin", "emby", "plex"] as const;
export const profileLabels = {
  kodi: "Kodi",
  jellyfin: "Jellyfin",
  emby: "Emby",
  plex: "Plex",
} as const satisfies Record<(typeof profiles)[number], string>;

export const automationLevels = ["manual", "review", "full"] as const;
export const automationLabels = {
  manual: "By hand",
  review: "Ask before publishing",
  full: "Fully automatic",
} as const satisfies Record<(typeof automationLevels)[number], string>;
/** What each level does without being asked. */
export const automationHelp = {
  manual: "Scan, and identify what carries an id. Nothing else until you ask.",
  review: "Scan, identify, fetch metadata and artwork. Publishing waits for you.",
  full: "Everything, published into the folders as it comes.",
} as const satisfies Record<(typeof automationLevels)[number], string>;

export const existingPolicies = ["keep", "replace"] as const;
export const existingLabels = {
  keep: "Keep what is there",
  replace: "Replace what is there",
} as const satisfies Record<(typeof existingPolicies)[number], string>;
export const existingHelp = {
  keep: "Values and pictures that are there win. Providers fill the gaps.",
  replace: "Providers win. What is there fills the gaps.",
} as const satisfies Record<(typeof existingPolicies)[number], string>;

export const nfoPolicies = ["import", "overwrite", "ask"] as const;
export const nfoPolicyLabels = {
  import: "Take the changes over",
  overwrite: "Overwrite",
  ask: "Ask",
} as const satisfies Record<(typeof nfoPolicies)[number], string>;
export const nfoPolicyHelp = {
  import: "Take over what somebody changed in a published NFO, and lock those fields.",
  overwrite: "Write ours again. The changed file goes to the recycle bin.",
  ask: "Leave the file alone until you decide.",
} as const satisfies Record<(typeof nfoPolicies)[number], string>;

const language = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z]{2}$/, "Use two letters, such as en or de.")
  .refine(isLanguage, "This is the code of no language. English is en, German de.");
const region = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, "Use two letters, such as US or DE.")
  .refine(isRegion, "This is the code of no country. The United States are US, Germany DE.");

/** What a person may say of a library. */
export const libraryInput = z.object({
  name: z.string().trim().min(1, "Give the library a name.").max(100, "Use at most 100 characters."),
  paths: z
    .array(z.string().min(1, "Choose a folder.").max(4096, "This path is too long."))
    .min(1, "Choose a folder.")
    .max(50, "Use at most 50 folders."),
  /** Counts for a new library; one that is there keeps its own. */
  type: z.enum(libraryTypes).default("movie"),
  profile: z.enum(profiles).default("kodi"),
  automation: z.enum(automationLevels).default("review"),
  existing: z.enum(existingPolicies).default("keep"),
  nfoPolicy: z.enum(nfoPolicies).default("import"),
  /** Absent: what new libraries start with, by the settings; a changed library keeps its own. */
  language: language.optional(),
  region: region.optional(),
  /** Languages to take where the library's own has nothing, best first. Null: those of the settings; absent: as before. */
  fallbackLanguages: z.array(language).max(5, "Name at most 5 languages.").nullable().optional(),
  enabled: z.boolean().default(true),
  /** Scans soon after a change instead of waiting for the schedule. */
  watch: z.boolean().default(false),
  /** Repairs by itself what verifying finds, as far as that is safe. */
  verifyRepair: z.boolean().default(false),
});
export type LibraryInput = z.input<typeof libraryInput>;
/** The same with nothing left out, as forms hold it. */
export type LibraryValues = z.output<typeof libraryInput> & { language: string; region: string };
