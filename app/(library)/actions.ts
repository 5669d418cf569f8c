"use server";

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { listLibraries } from "#lib/libraries/libraries.ts";

/** Asks for a scan of one library, or of all that are switched on. A scan that waits already is not added twice. */
export const scanLibraries = action(
  { role: "editor", input: z.object({ libraryId: z.int().positive().optional() }) },
  async ({ libraryId }, { db, user }) => {
    const libraries = (await listLibraries(db)).filter(
      ({ id, enabled }) => enabled && (libraryId === undefined || id === libraryId),
    );
    const payloads = libraries.map(({ id }) => ({ libraryId: id }));
    await transaction(db, (tx) => enqueueMany(tx, "library.scan", payloads, { createdBy: user.id }));
    return { libraries: libraries.length };
  },
);
