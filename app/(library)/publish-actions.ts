"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { askToPublish, askToPublishLibrary, askToPublishMany } from "#lib/publish/ask-to-publish.ts";
import { decideOutside } from "#lib/publish/decide-outside.ts";
import {
  onlySchema,
  outsideDecisions,
  publishedAtOnce,
  type UnitRef,
  unitRefSchema,
  unitTypes,
} from "#lib/publish/vocabulary.ts";

const id = z.int().positive().max(2_147_483_647);

/** Has the worker write what the preview shows, or the chosen part of it. */
export const publishNow = action(
  { role: "editor", input: z.object({ unit: unitRefSchema, only: onlySchema }) },
  async ({ unit, only }, { db, user }) => {
    const jobId = await transaction(db, (tx) => askToPublish(tx, { ...unit, only, userId: user.id }));
    showAgain(unit);
    return { jobId };
  },
);

/** A person says which side is right after a file was changed outside. The worker publishes after that. */
export const decideAboutFile = action(
  {
    role: "editor",
    input: z.object({ unit: unitRefSchema, path: z.string().max(4096), decision: z.enum(outsideDecisions) }),
  },
  async ({ unit, path, decision }, { db, user }) => {
    const { jobId } = await decideOutside(db, { ...unit, path, decision, userId: user.id });
    showAgain(unit);
    return { jobId };
  },
);

/** Has everything of a library published that is known and changed. */
export const publishAll = action(
  { role: "editor", input: z.object({ libraryId: id }) },
  async ({ libraryId }, { db, user }) => {
    const jobId = await transaction(db, (tx) => askToPublishLibrary(tx, { libraryId, userId: user.id }));
    return { jobId };
  },
);

const chosen = z.object({ entityType: z.enum(unitTypes), entityIds: z.array(id).min(1).max(publishedAtOnce) });

/** Has these films or series published. Answers with how many jobs that added. */
export const publishChosen = action({ role: "editor", input: chosen }, async (input, { db, user }) => {
  const jobs = await transaction(db, (tx) => askToPublishMany(tx, { ...input, userId: user.id }));
  return { jobs };
});

function showAgain({ entityType, entityId }: UnitRef): void {
  revalidatePath(entityType === "movie" ? `/movies/${entityId}` : `/series/${entityId}`, "layout");
}
