import { eq } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { actors, fieldChanges } from "#db/schema/index.ts";
import type { ProviderPerson } from "#lib/providers/provider.ts";
import { getActor } from "./get-actor.ts";
import { isMarked, normalizeName } from "./normalize-name.ts";

/** What is told in the history when it changes. */
const toldFields = ["name", "imdbId", "biography", "birthday", "deathday", "birthPlace"] as const;

/**
 * Takes what a provider says of a person: nothing it leaves empty, no name or picture that is locked. Undefined: it does
 * not have them; that it was asked is noted. Returns which fields changed.
 */
export async function applyPerson(
  tx: Tx,
  {
    actorId,
    person,
    source,
    jobId,
  }: { actorId: number; person: ProviderPerson | undefined; source: string; jobId: number | null },
): Promise<{ fields: string[] }> {
  const actor = await getActor(tx, actorId);
  const now = {
    name: actor.nameLocked ? actor.name : (person?.name ?? actor.name),
    imdbId: person?.imdbId ?? actor.imdbId,
    biography: person?.biography ?? actor.biography,
    birthday: person?.birthday ?? actor.birthday,
    deathday: person?.deathday ?? actor.deathday,
    birthPlace: person?.birthPlace ?? actor.birthPlace,
    imageUrl: actor.imageLocked ? actor.imageUrl : (person?.imageUrl ?? actor.imageUrl),
  };
  const fields = toldFields.filter((field) => now[field] !== actor[field]);
  const isChanged = fields.length > 0 || now.imageUrl !== actor.imageUrl;
  const nameNormalized = isMarked(actor.nameNormalized) ? actor.nameNormalized : normalizeName(now.name);
  await tx
    .update(actors)
    .set({
      ...now,
      nameNormalized,
      identificationStatus: person ? "enriched" : actor.identificationStatus,
      lastEnrichedAt: new Date(),
      ...(isChanged && { version: actor.version + 1, updatedAt: new Date() }),
    })
    .where(eq(actors.id, actorId));
  await bulkInsert(
    tx,
    fieldChanges,
    fields.map((field) => ({
      entityType: "actor",
      entityId: actorId,
      field,
      oldValue: actor[field],
      newValue: now[field],
      source,
      jobId,
    })),
  );
  return { fields };
}
