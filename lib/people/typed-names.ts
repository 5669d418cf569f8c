import { and, eq, inArray, isNull } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { crewAliases, fieldChanges } from "#db/schema/index.ts";

type Renamed = { id: number; before: string; name: string };

/**
 * Those of these people behind the camera whose name a person typed: that edit stands in their history. What a provider
 * calls them leads to them then, so that lists of names find them.
 */
export async function holdTypedNames(tx: Tx, renamed: readonly Renamed[]): Promise<ReadonlySet<number>> {
  if (renamed.length === 0) return new Set();
  const ids = renamed.map(({ id }) => id);
  const typed = await tx
    .select({ crewId: fieldChanges.entityId, name: fieldChanges.newValue })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, "crew"),
        inArray(fieldChanges.entityId, ids),
        eq(fieldChanges.field, "name"),
        eq(fieldChanges.source, "user"),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
      ),
    );
  // Typed for whom they were merged with: that is another name.
  const isTyped = ({ id, before }: Renamed) => typed.some(({ crewId, name }) => crewId === id && name === before);
  const held = new Set(renamed.filter(isTyped).map(({ id }) => id));
  if (held.size === 0) return held;
  const aliases = await tx
    .select({ crewId: crewAliases.crewId, name: crewAliases.name })
    .from(crewAliases)
    .where(inArray(crewAliases.crewId, [...held]));
  const isKnown = ({ id, name }: Renamed) => aliases.some((alias) => alias.crewId === id && alias.name === name);
  await bulkInsert(
    tx,
    crewAliases,
    renamed
      .filter((person) => held.has(person.id) && !isKnown(person))
      .map(({ id, name }) => ({ crewId: id, name, tmdbId: null })),
  );
  return held;
}
