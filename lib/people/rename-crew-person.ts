import type { Tx } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import { crewKind, loadCrew } from "./crew-kind.ts";
import { getCrew } from "./get-crew.ts";
import { newestChanges } from "./newest-changes.ts";

/**
 * A person types the name of somebody behind the camera. It stays, whatever a provider says; the old one still leads to
 * them. Returns the entry of the history that takes it back. Throws not_found, conflict when they are no longer called
 * `before`, and conflict for the name of another person who has no id either.
 */
export async function renameCrewPerson(
  tx: Tx,
  { crewId, before, name, userId }: { crewId: number; before: string; name: string; userId: number | null },
): Promise<{ changeIds: number[] }> {
  const person = await getCrew(tx, crewId);
  if (person.name !== before) {
    throw new AppError("conflict", `${before} is called ${person.name} by now. Look at the page again, then edit.`);
  }
  if (name === person.name) return { changeIds: [] };
  const changes = [{ field: "name", oldValue: person.name, newValue: name }];
  await crewKind.write(tx, [{ entity: loadCrew(person), changes }], { source: "user", userId });
  return newestChanges(tx, { entityType: "crew", entityId: crewId, count: 1 });
}
