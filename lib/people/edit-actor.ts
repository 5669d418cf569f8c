import type { Tx } from "#db/client.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { AppError } from "#lib/errors.ts";
import { actorKind, loadActor } from "./actor-kind.ts";
import { getActor } from "./get-actor.ts";
import { newestChanges } from "./newest-changes.ts";
import { type PersonField, personFields } from "./vocabulary.ts";

/**
 * A person's edit of a name and of the locks. A new name locks it; the old one still leads to them. Everything they are
 * in is published again. Returns the entries of the history that take it back. Throws not_found, conflict when they
 * changed since `version`, and conflict for the name of another person who has no id either.
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
): Promise<{ changeIds: number[] }> {
  const { actorId, version, userId } = params;
  const actor = await getActor(tx, actorId);
  if (actor.version !== version) {
    throw new AppError("conflict", `${actor.name} changed meanwhile. Look at the page again, then edit.`);
  }
  const name = params.name?.trim() || actor.name;
  const isRenamed = name !== actor.name;
  const author = { source: "user", userId };
  const changes = isRenamed ? [{ field: "name", oldValue: actor.name, newValue: name }] : [];
  const wanted = { name: params.nameLocked ?? (isRenamed || actor.nameLocked), portrait: params.imageLocked };
  // A name typed by hand is locked by that: only another wish is a change of its own.
  const present = { name: isRenamed || actor.nameLocked, portrait: actor.imageLocked };
  const locks = (["name", "portrait"] as const satisfies readonly PersonField[]).flatMap((field) => {
    const [locked, column] = [wanted[field] ?? present[field], personFields[field].lock];
    return locked === present[field] ? [] : [{ field: column, oldValue: !locked, newValue: locked }];
  });
  const columns = { nameLocked: wanted.name, imageLocked: wanted.portrait ?? actor.imageLocked };
  if (changes.length + locks.length === 0) return { changeIds: [] };
  await actorKind.write(tx, [{ entity: loadActor(actor), changes, columns }], author);
  await recordChanges(tx, "actor", [{ entityId: actorId, changes: locks }], author);
  return newestChanges(tx, { entityType: "actor", entityId: actorId, count: changes.length + locks.length });
}
