import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { actorAliases, actors } from "#db/schema/index.ts";
import type { ChangeAuthor, EntityKind, Loaded, Write } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { AppError } from "#lib/errors.ts";
import { isMarked, normalizeName } from "./normalize-name.ts";
import { showPortrait } from "./show-portrait.ts";
import { touchCredits } from "./touch-credits.ts";
import { isPersonField, labelOfPersonField, personFields } from "./vocabulary.ts";
import { whyActorFixed } from "./why-fixed.ts";

type Actor = typeof actors.$inferSelect;
export type LoadedActor = Loaded & { actor: Actor };

/**
 * People who act, for what is the same for everything that is edited. The value of `portrait` is the SHA-256 of the
 * picture that is shown. What a provider says of somebody beside that has no lock and is not taken back.
 */
export const actorKind: EntityKind<LoadedActor> = {
  entityType: "actor",
  labelOf: labelOfPersonField,
  lockOf: (field) => (isPersonField(field) ? personFields[field].lock : undefined),
  isReversible: isPersonField,
  async list(db: Db, actorIds) {
    const rows = await db
      .select()
      .from(actors)
      .where(inArray(actors.id, [...actorIds]));
    return rows.map(loadActor);
  },
  whyFixed: whyActorFixed,
  write: writeActors,
};

export function loadActor(actor: Actor): LoadedActor {
  return {
    entityId: actor.id,
    name: actor.name,
    version: actor.version,
    values: { name: actor.name, portrait: actor.imageHash },
    isLocked: (lock) => Reflect.get(actor, lock) === true,
    actor,
  };
}

/** A row each, its history, and everything they are in when the name is another one. */
async function writeActors(tx: Tx, writes: readonly Write<LoadedActor>[], author: ChangeAuthor): Promise<void> {
  for (const { entity, changes, columns = {} } of writes) {
    if (changes.length + Object.keys(columns).length === 0) continue;
    const { actor, entityId } = entity;
    const newOf = (field: string) => changes.find((change) => change.field === field)?.newValue;
    const [name, portrait] = [newOf("name"), newOf("portrait")];
    if (portrait !== undefined) await showPortrait(tx, entityId, typeof portrait === "string" ? portrait : null);
    await tx
      .update(actors)
      .set({
        ...(typeof name === "string" && (await rename(tx, actor, name))),
        ...(typeof columns.nameLocked === "boolean" && { nameLocked: columns.nameLocked }),
        ...(typeof columns.imageLocked === "boolean" && { imageLocked: columns.imageLocked }),
        version: actor.version + 1,
        updatedAt: new Date(),
      })
      .where(eq(actors.id, entityId));
    await recordChanges(tx, "actor", [{ entityId, changes }], author);
    if (typeof name === "string") await touchCredits(tx, entityId, author.userId ?? null);
  }
}

/** The new name, and the old one as another that leads to them. */
async function rename(tx: Tx, actor: Actor, name: string): Promise<Partial<Actor>> {
  const nameNormalized = isMarked(actor.nameNormalized) ? actor.nameNormalized : normalizeName(name);
  if (nameNormalized === actor.nameNormalized) return { name };
  if (actor.tmdbId === null) {
    const taken = and(eq(actors.nameNormalized, nameNormalized), isNull(actors.tmdbId), ne(actors.id, actor.id));
    if ((await tx.$count(actors, taken)) > 0) {
      throw new AppError("conflict", `There is another ${name}. Merge the two if they are one person.`, {
        field: "name",
      });
    }
  }
  const ownAlias = and(eq(actorAliases.actorId, actor.id), isNull(actorAliases.tmdbId));
  await tx.delete(actorAliases).where(and(ownAlias, eq(actorAliases.nameNormalized, nameNormalized)));
  await tx.insert(actorAliases).values({ actorId: actor.id, nameNormalized: actor.nameNormalized, tmdbId: null });
  return { name, nameNormalized };
}
