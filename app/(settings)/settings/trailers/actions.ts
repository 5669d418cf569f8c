"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { trailerHeight } from "#lib/trailers/vocabulary.ts";
import { keep } from "../providers/keep.ts";

const input = z.object({ isEnabled: z.boolean(), maxHeight: trailerHeight });

/** Counts when a trailer is chosen next; what is downloaded stays. */
export const saveTrailers = action({ role: "admin", input }, async ({ isEnabled, maxHeight }, context) => {
  const changed = await keep(context, () => ({ "trailers.enabled": isEnabled, "trailers.maxHeight": maxHeight }));
  revalidatePath("/settings/trailers");
  return { changed: changed.length };
});
