import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { actors } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { getActor } from "./get-actor.ts";

/**
 * A person brings a portrait, by an upload that waits (its SHA-256) or an address. It is locked at once, so that nothing
 * takes its place; the worker fetches, verifies and shows it. Throws not_found, and invalid for what is no address.
 */
export async function bringPortrait(
  tx: Tx,
  { actorId, from, userId }: { actorId: number; from: { upload: string } | { url: string }; userId: number | null },
): Promise<void> {
  const actor = await getActor(tx, actorId);
  if ("url" in from && !(/^https?:\/\//i.test(from.url) && URL.canParse(from.url))) {
    throw new AppError("invalid", "Enter an address that begins with http:// or https://.", { field: "url" });
  }
  await tx
    .update(actors)
    .set({ imageLocked: true, version: actor.version + 1, updatedAt: new Date() })
    .where(eq(actors.id, actorId));
  await enqueue(tx, "person.portrait", { actorId, ...from }, { createdBy: userId });
}
