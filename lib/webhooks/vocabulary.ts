import { z } from "zod";

/** Programs whose webhooks are understood. */
export const sourceKinds = ["radarr", "sonarr"] as const;
export type SourceKind = (typeof sourceKinds)[number];
export const sourceKindSchema = z.enum(sourceKinds);
export const sourceKindLabels = { radarr: "Radarr", sonarr: "Sonarr" } as const satisfies Record<SourceKind, string>;

/** What became of an event. */
const eventStatuses = ["received", "done", "logged", "unmatched", "failed"] as const;
export type EventStatus = (typeof eventStatuses)[number];
export const eventStatusLabels = {
  received: "Waiting",
  done: "Done",
  logged: "Nothing to do",
  unmatched: "No library",
  failed: "Failed",
} as const satisfies Record<EventStatus, string>;

export const isEventStatus = (status: string): status is EventStatus => eventStatuses.some((each) => each === status);

const folder = z
  .string()
  .trim()
  .min(1, "Name a folder on both sides, or remove the line.")
  .max(4096)
  .refine((path) => !path.includes("\0"), "This is no path.");

/** A folder as the program names it, and the same as Metarr does. */
const pathMappingSchema = z.object({
  from: folder.refine((path) => /^(\/|[a-z]:[\\/]|\\\\)/i.test(path), "Start it with /, or with a drive such as D:\\."),
  to: folder.refine((path) => path.startsWith("/"), "Start it with /."),
});
export type PathMapping = z.output<typeof pathMappingSchema>;
export const pathMappingsSchema = z.array(pathMappingSchema).max(50);
