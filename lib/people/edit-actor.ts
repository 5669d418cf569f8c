import { and, eq, isNull, ne } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { actorAliases, actors, episodeActors, fieldChanges, movieActors, seriesActors } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { getActor } from "./get-actor.ts";
import { isMarked, normalizeName } from "./normalize-name.ts";
import { touchOwners } from "./touch-owners.ts";

/**
 * A person's edit of a name and of the locks. A new name locks it; the old one still leads to them. Everything they are
 * in is published again. Throws not_found, conflict when they changed since `version`, and conflict for the name of
 * another person who has no id either.
 */
export async function editActor(
  tx: Tx,
  params: {
    actorId: number;
    version: number;
    name?: string | undefined;
    nameLocked?: boolean | undefined;
    imageLocked?: boolean | undefined;
    userId: number | null;
  },
): Promise<void> {
  const { actorId, version, userId } = params;
  const actor = await getActor(tx, actorId);
  if (actor.version !== version) {
    throw new AppError("conflict", `${actor.name} changed meanwhile. Look at the page again, then edit.`);
  }
  const name = params.name?.trim() || actor.name;
  const isRenamed = name !== actor.name;
  await tx
    .update(actors)
    .set({
      ...(isRenamed && (await rename(tx, actor, name))),
      nameLocked: params.nameLocked ?? (isRenamed || actor.nameLocked),
      imageLocked: params.imageLocked ?? actor.imageLocked,
      version: actor.version + 1,
      updatedAt: new Date(),
    })
    .where(eq(actors.id, actorId));
  if (!isRenamed) return;
  await tx.insert(fieldChanges).values({
    entityType: "actor",
    entityId: actorId,
    field: "name",
    oldValue: actor.name,
    newValue: name,
    source: "user",
    userId,
  });
  await touchEverything(tx, actorId, userId);
}

async function rename(tx: Tx, actor: typeof actors.$inferSelect, name: string) {
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
  await tx.insert(actorAliases).values({ actorId: actor.id, nameNormalized: actor.nameNormalized, tmdbId: null });
  return { name, nameNormalized };
}

async function touchEverything(tx: Tx, actorId: number, createdBy: number | null): Promise<void> {
  const films = await tx
    .select({ ownerId: movieActors.movieId })
    .from(movieActors)
    .where(eq(movieActors.actorId, actorId));
  const shows = await tx
    .select({ ownerId: seriesActors.seriesId })
    .from(seriesActors)
    .where(eq(seriesActors.actorId, actorId));
  const single = await tx
    .select({ ownerId: episodeActors.episodeId })
    .from(episodeActors)
    .where(eq(episodeActors.actorId, actorId));
  const idsOf = (rows: { ownerId: number }[]) => ({ ownerIds: rows.map(({ ownerId }) => ownerId), createdBy });
  await touchOwners(tx, "movie", idsOf(films));
  await touchOwners(tx, "series", idsOf(shows));
  await touchOwners(tx, "episode", idsOf(single));
}
