import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { crew, crewAliases } from "#db/schema/index.ts";
import type { ChangeAuthor, EntityKind, Loaded, Write } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { AppError } from "#lib/errors.ts";
import { labelOfPersonField } from "./vocabulary.ts";
import { whyCrewFixed } from "./why-fixed.ts";

type Person = typeof crew.$inferSelect;
export type LoadedCrew = Loaded & { person: Person };

/**
 * People behind the camera, for what is the same for everything that is edited. Their table has neither locks nor a
 * version: a name that was typed by hand is kept by its history (typed-names.ts).
 */
export const crewKind: EntityKind<LoadedCrew> = {
  entityType: "crew",
  labelOf: labelOfPersonField,
  lockOf: () => undefined,
  isReversible: (field) => field === "name",
  async list(db: Db, crewIds) {
    const rows = await db
      .select()
      .from(crew)
      .where(inArray(crew.id, [...crewIds]));
    return rows.map(loadCrew);
  },
  whyFixed: whyCrewFixed,
  write: writeCrew,
};

export const loadCrew = (person: Person): LoadedCrew => ({
  entityId: person.id,
  name: person.name,
  version: 1,
  values: { name: person.name },
  isLocked: () => false,
  person,
});

async function writeCrew(tx: Tx, writes: readonly Write<LoadedCrew>[], author: ChangeAuthor): Promise<void> {
  for (const { entity, changes } of writes) {
    const { person, entityId } = entity;
    const name = changes.find(({ field }) => field === "name")?.newValue;
    if (typeof name !== "string" || name === person.name) continue;
    await lead(tx, person, name);
    await tx.update(crew).set({ name }).where(eq(crew.id, entityId));
    await recordChanges(tx, "crew", [{ entityId, changes }], author);
  }
}

/** The old name leads to them too, as lists of names and NFO files still say it. */
async function lead(tx: Tx, person: Person, name: string): Promise<void> {
  if (person.tmdbId === null) {
    const taken = and(eq(crew.name, name), isNull(crew.tmdbId), ne(crew.id, person.id));
    if ((await tx.$count(crew, taken)) > 0) {
      throw new AppError("conflict", `There is another ${name}. Merge the two if they are one person.`, {
        field: "name",
      });
    }
  }
  const ownAlias = and(eq(crewAliases.crewId, person.id), isNull(crewAliases.tmdbId));
  await tx.delete(crewAliases).where(and(ownAlias, eq(crewAliases.name, name)));
  await tx.insert(crewAliases).values({ crewId: person.id, name: person.name, tmdbId: null });
}
