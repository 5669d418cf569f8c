import { randomUUID } from "node:crypto";
import type { Tx } from "#db/client.ts";
import { writeLocks } from "#lib/editing/write-locks.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { actorKind, loadActor } from "./actor-kind.ts";
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
  // What is locked now and shown later is one thing to take back.
  const batch = randomUUID();
  const columns = actor.imageLocked ? {} : { imageLocked: true };
  await writeLocks(tx, actorKind, [{ entity: loadActor(actor), columns }], { source: "user", userId, batch });
  await enqueue(tx, "person.portrait", { actorId, ...from, batch }, { createdBy: userId });
}
