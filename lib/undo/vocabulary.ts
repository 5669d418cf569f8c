import { z } from "zod";

/** What the timeline of an item is filtered by, and what of a job can be taken back by itself. */
export const timelineParts = {
  changes: "Changes",
  match: "Identification",
  artwork: "Artwork",
  scan: "Scans",
  publish: "Publishing",
} as const;
export type TimelinePart = keyof typeof timelineParts;
export const timelinePartNames = [
  "changes",
  "match",
  "artwork",
  "scan",
  "publish",
] as const satisfies readonly TimelinePart[];

/** More items than this are taken back by a job. */
export const itemsAtOnce = 500;

const id = z.int().positive();
const scope = z.union([
  z.object({ movieId: id }),
  z.object({ seriesId: id }),
  z.object({ collectionId: id }),
  z.object({ actorId: id }),
  z.object({ crewId: id }),
]);
/** One item with what it consists of instead of all; and one part of its timeline. */
const narrowed = {
  of: scope.optional(),
  part: z.enum(timelinePartNames).optional(),
};

/** All that a job changed, or that a command over many items did. */
export const massTargetSchema = z.union([
  z.object({ jobId: id, ...narrowed }),
  z.object({ batch: z.string().min(1).max(100), ...narrowed }),
]);

/** A decision about who an item is, by its event. */
export const decisionTargetSchema = z.object({ eventId: id });

/** What a person may ask to take back. */
export const undoTargetSchema = z.union([massTargetSchema, z.object({ changeIds: z.array(id).min(1).max(500) })]);

/** How the commands are named that bring something back, in the column that puts changes together. */
const redoPrefix = "redo:";
export const newRedoBatch = (): string => `${redoPrefix}${crypto.randomUUID()}`;
export const isRedoBatch = (batch: string | null): boolean => batch?.startsWith(redoPrefix) === true;

/** Why some of what was taken back has no way back. */
export const redoByHand = "Pictures, casts and ids are chosen anew by hand.";

/** What is to be brought back: all that was taken back of an item together with one row of its history. */
export const redoTargetSchema = z.object({ redoOf: id, of: scope, part: z.enum(timelinePartNames) });
