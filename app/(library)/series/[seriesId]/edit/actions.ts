"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import type { Tx } from "#db/client.ts";
import { transaction } from "#db/transaction.ts";
import { listPublishedBeside } from "#lib/artwork/published-beside.ts";
import { compareValues } from "#lib/editing/compare-values.ts";
import { setEntityLocks } from "#lib/editing/edit-entity.ts";
import type { Values } from "#lib/editing/kind.ts";
import { saveEdit } from "#lib/editing/save-edit.ts";
import { takeValue } from "#lib/editing/take-value.ts";
import { undoEdits } from "#lib/editing/undo-edits.ts";
import { sourceSchema } from "#lib/editing/vocabulary.ts";
import { AppError } from "#lib/errors.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { comparables } from "#lib/series/comparable.ts";
import { episodeEditSchema, seasonEditSchema, seriesEditSchema } from "#lib/series/edit-vocabulary.ts";

const id = z.int().positive();
/** What is edited, and the series whose pages show it. */
const target = z.object({ seriesId: id, entityType: z.enum(["series", "season", "episode"]), entityId: id });
const field = z.string().max(50);
const showAgain = ({ seriesId }: { seriesId: number }) => revalidatePath(`/series/${seriesId}`, "layout");

type Part = { entityType: "series" | "season" | "episode"; entityId: number };
/** What is published of a part is published with its series. */
const publishShowSoon = async (tx: Tx, { entityType, entityId }: Part, userId: number) =>
  publishSoon(tx, { ...(await listPublishedBeside(tx, { entityType, entityId })), createdBy: userId });

/** What the form showed. It is only compared, never written, so its values may be anything. */
const seenValues = z.custom<Values>((value) => typeof value === "object" && value !== null);
const opened = z.object({ version: z.int(), values: seenValues });

const patchOf = { series: seriesEditSchema, season: seasonEditSchema, episode: episodeEditSchema } as const;
const saved = <T extends keyof typeof patchOf>(type: T) =>
  target.extend({ entityType: z.literal(type), patch: patchOf[type], opened });
const save = z.discriminatedUnion("entityType", [saved("series"), saved("season"), saved("episode")]);

/**
 * Writes the fields a person changed and locks them. Answers conflict with both values when somebody else changed the
 * same field since it was opened. Returns the changes, so that they can be taken back together.
 */
export const saveShow = action({ role: "editor", input: save }, async (input, { db, user }) => {
  const { entityType, entityId, patch, opened } = input;
  const author = { source: "user", userId: user.id };
  const done = await transaction(db, async (tx) => {
    const saved = await saveEdit(tx, comparables[entityType].kind, { entityId, patch, opened, author });
    await publishShowSoon(tx, input, user.id);
    return saved;
  });
  showAgain(input);
  return done;
});

/** Locks or unlocks one field. */
export const lockShowField = action(
  { role: "editor", input: target.extend({ field, locked: z.boolean() }) },
  async (input, { db, user }) => {
    const { entityType, entityId, field, locked } = input;
    const { kind } = comparables[entityType];
    const lock = kind.lockOf(field);
    if (lock === undefined) throw new AppError("invalid", "This field cannot be locked.");
    await transaction(db, async (tx) => {
      await setEntityLocks(tx, kind, { entityId, locks: { [lock]: locked }, userId: user.id });
      await publishShowSoon(tx, input, user.id);
    });
    showAgain(input);
  },
);

/** What every source says of one field. */
export const compareShow = action(
  { role: "editor", input: target.extend({ field }) },
  ({ entityType, entityId, field }, { db }) => compareValues(db, comparables[entityType], { entityId, field }),
);

/** Writes what one source says of a field, and locks it. */
export const takeShowValue = action(
  { role: "editor", input: target.extend({ field, source: sourceSchema, opened }) },
  async (input, { db, user }) => {
    const { entityType, entityId, field, source, opened } = input;
    const taken = { entityId, field, source, opened, userId: user.id };
    const done = await transaction(db, async (tx) => {
      const value = await takeValue(tx, comparables[entityType], taken);
      await publishShowSoon(tx, input, user.id);
      return value;
    });
    showAgain(input);
    return done;
  },
);

/** Takes the changes of one save back together, or none of them. */
export const undoShowEdits = action(
  { role: "editor", input: target.extend({ changeIds: z.array(id).min(1).max(50) }) },
  async (input, { db, user }) => {
    const { entityType, entityId, changeIds } = input;
    await transaction(db, (tx) =>
      undoEdits(tx, comparables[entityType].kind, { entityId, changeIds, userId: user.id }),
    );
    showAgain(input);
  },
);
