import { inArray } from "drizzle-orm";
import { bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { actors } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import type { ProviderCastMember } from "#lib/providers/provider.ts";
import { isMarked, normalizeName } from "./normalize-name.ts";
import { recordNames } from "./record-names.ts";

/**
 * Names and headshots follow the provider unless a person locked them. Only what is said under a person's own id counts:
 * one that leads to them by a merge, or because they were told apart by hand, is about another name. Returns the ids of those who changed.
 */
export async function updateActors(
  tx: Tx,
  members: readonly (Pick<ProviderCastMember, "name" | "tmdbId" | "imageUrl"> & { actorId: number })[],
): Promise<Set<number>> {
  const given = new Map(members.filter(({ tmdbId }) => tmdbId !== null).map((member) => [member.tmdbId, member]));
  const rows = await inChunks([...new Set([...given.values()].map(({ actorId }) => actorId))], (chunk) =>
    tx
      .select({
        id: actors.id,
        tmdbId: actors.tmdbId,
        name: actors.name,
        nameNormalized: actors.nameNormalized,
        imageUrl: actors.imageUrl,
        nameLocked: actors.nameLocked,
        imageLocked: actors.imageLocked,
      })
      .from(actors)
      .where(inArray(actors.id, chunk)),
  );
  const changed = rows.flatMap((row) => {
    const member = row.tmdbId === null ? undefined : given.get(row.tmdbId);
    const name = row.nameLocked ? row.name : (member?.name ?? row.name);
    const imageUrl = row.imageLocked ? row.imageUrl : (member?.imageUrl ?? row.imageUrl);
    if (name === row.name && imageUrl === row.imageUrl) return [];
    const nameNormalized = isMarked(row.nameNormalized) ? row.nameNormalized : normalizeName(name);
    return [{ id: row.id, before: row.name, name, nameNormalized, imageUrl, updatedAt: new Date() }];
  });
  await bulkUpdate(
    tx,
    actors,
    changed.map(({ before: _before, ...row }) => row),
  );
  await recordNames(tx, "actor", changed);
  return new Set(changed.map(({ id }) => id));
}
