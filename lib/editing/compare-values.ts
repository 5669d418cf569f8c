import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fieldChanges, libraryNfoFiles, providerRecords } from "#db/schema/index.ts";
import { isNfoSnapshot } from "#lib/files/nfo/snapshot.ts";
import type { NfoEntity } from "#lib/files/nfo/types.ts";
import { getLoaded } from "./edit-entity.ts";
import type { EntityKind, Loaded, Values } from "./kind.ts";
import { isEmpty, sameValue } from "./values.ts";

/** A kind of entity whose fields can be compared with what its sources said. */
export type Comparable<L extends Loaded = Loaded> = {
  /** The kind by name: not everything that is edited is told of by providers. */
  entityType: typeof providerRecords.$inferSelect.entityType;
  kind: EntityKind<L>;
  /** Those of its records that are about the title it is now. */
  listCurrent(db: Db, entity: L, records: readonly ProviderRecord[]): Promise<readonly ProviderRecord[]>;
  /** What an NFO says of the entity, under the names of the fields. */
  readNfo(db: Db, nfo: { entityId: number; entity: NfoEntity }): Promise<Values>;
};

/** What one source says of one field. */
export type SourceSaid = {
  /** A provider's name, or `nfo`. */
  source: string;
  /** missing: it does not have the item. failed: it could not be asked, and `value` is what it said before. */
  status: "ok" | "missing" | "failed";
  /** Null where it says nothing of this field. */
  value: unknown;
  /** The same as the value in force. */
  isInForce: boolean;
  /** When it said so. */
  at: Date | null;
  /** Why it could not be asked. */
  error: string | null;
};

type ProviderRecord = typeof providerRecords.$inferSelect;
type Of = { entityId: number; field: string };
type Said = Omit<SourceSaid, "isInForce" | "value"> & { values: Values };

/** What the NFO and every provider that was asked say of a field of one entity. Throws not_found. */
export async function compareValues<L extends Loaded>(
  db: Db,
  comparable: Comparable<L>,
  { entityId, field }: Of,
): Promise<SourceSaid[]> {
  const entity = await getLoaded(db, comparable.kind, entityId);
  const inForce = entity.values;
  const said = await listSaid(db, comparable, entity);
  return said.map(({ values, ...facts }) => {
    const value = isEmpty(values[field]) ? null : values[field];
    return { ...facts, value, isInForce: value !== null && sameValue(value, inForce[field]) };
  });
}

/** What one source says of a field of one entity; null when it says nothing. */
export async function findSaid<L extends Loaded>(
  db: Db,
  comparable: Comparable<L>,
  { entityId, field, source }: Of & { source: string },
): Promise<unknown> {
  const said = await listSaid(db, comparable, await getLoaded(db, comparable.kind, entityId));
  const value = said.find((each) => each.source === source)?.values[field];
  return isEmpty(value) ? null : value;
}

async function listSaid<L extends Loaded>(db: Db, comparable: Comparable<L>, entity: L): Promise<Said[]> {
  const { entityType } = comparable;
  const { entityId } = entity;
  const records = await db
    .select()
    .from(providerRecords)
    .where(and(eq(providerRecords.entityType, entityType), eq(providerRecords.entityId, entityId)))
    .orderBy(providerRecords.id);
  const current = await comparable.listCurrent(db, entity, records);
  const providers = current.map(
    ({ provider, status, fields, error, fetchedAt }): Said => ({
      source: provider,
      status,
      values: fields ?? {},
      at: fetchedAt,
      error,
    }),
  );
  const nfo = await findNfo(db, comparable, entityId);
  return nfo === undefined ? providers : [...providers, nfo];
}

/** The NFO as it was read last. One that Metarr has written since only repeats Metarr: its first reading counts then. */
async function findNfo<L extends Loaded>(
  db: Db,
  { entityType, readNfo }: Comparable<L>,
  entityId: number,
): Promise<Said | undefined> {
  const facts = { source: "nfo", status: "ok", error: null } as const;
  const files = await db
    .select({ snapshot: libraryNfoFiles.snapshot, readAt: libraryNfoFiles.readAt })
    .from(libraryNfoFiles)
    .where(
      and(
        eq(libraryNfoFiles.entityType, entityType),
        eq(libraryNfoFiles.entityId, entityId),
        isNull(libraryNfoFiles.publishedAt),
        isNotNull(libraryNfoFiles.snapshot),
      ),
    )
    .orderBy(desc(libraryNfoFiles.readAt), desc(libraryNfoFiles.id));
  for (const { snapshot, readAt } of files) {
    if (!isNfoSnapshot(snapshot)) continue;
    return { ...facts, values: await readNfo(db, { entityId, entity: snapshot }), at: readAt };
  }
  const [first] = await db
    .select({ values: fieldChanges.newValue, at: fieldChanges.changedAt })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, entityType),
        eq(fieldChanges.entityId, entityId),
        eq(fieldChanges.field, "*"),
        eq(fieldChanges.source, "nfo"),
      ),
    )
    .orderBy(desc(fieldChanges.id))
    .limit(1);
  return first && { ...facts, values: asValues(first.values), at: first.at };
}

const asValues = (value: unknown): Values => (typeof value === "object" && value !== null ? { ...value } : {});
