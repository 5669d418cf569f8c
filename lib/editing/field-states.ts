import { inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { users } from "#db/schema/index.ts";
import { getLoaded } from "./edit-entity.ts";
import { fieldSources, type Provenance } from "./field-sources.ts";
import type { EntityKind, Loaded } from "./kind.ts";
import { type FieldKind, type FieldValue, labelOfSource } from "./vocabulary.ts";

/** Where a value came from, as people read it. */
export type ShownSource = {
  /** "TMDB", "Edited by hand". */
  label: string;
  /** True where a person typed it; false where one took it from a source, or automation did. */
  isTyped: boolean;
  /** The person who typed or took it. */
  username: string | null;
  at: Date;
};

/** One field of a form: its value, its lock, and where the value came from. */
export type FieldState = {
  field: string;
  label: string;
  kind: FieldKind;
  value: FieldValue;
  locked: boolean;
  source: ShownSource | undefined;
};

export type EntityForm = { entityId: number; name: string; version: number; fields: FieldState[] };

/** Everything the form of an entity shows of these fields, in their order. Throws not_found. */
export async function getEntityForm<L extends Loaded>(
  db: Db,
  kind: EntityKind<L>,
  { entityId, fields }: { entityId: number; fields: Readonly<Record<string, { label: string; kind: FieldKind }>> },
): Promise<EntityForm> {
  const entity = await getLoaded(db, kind, entityId);
  const sources = await fieldSources(db, kind.entityType, entityId);
  const nameOf = await readUsernames(db, [...sources.values()]);
  return {
    entityId,
    name: entity.name,
    version: entity.version,
    fields: Object.entries(fields).map(([field, facts]) => {
      const lock = kind.lockOf(field);
      const source = sources.get(field);
      return {
        field,
        label: facts.label,
        kind: facts.kind,
        value: asFieldValue(entity.values[field]),
        locked: lock !== undefined && entity.isLocked(lock),
        source: source && {
          label: labelOfSource(source.source),
          isTyped: source.source === "user",
          username: nameOf(source.userId),
          at: source.changedAt,
        },
      };
    }),
  };
}

async function readUsernames(db: Db, sources: readonly Provenance[]) {
  const userIds = [...new Set(sources.flatMap(({ userId }) => (userId === null ? [] : [userId])))];
  const people =
    userIds.length === 0
      ? []
      : await db.select({ id: users.id, username: users.username }).from(users).where(inArray(users.id, userIds));
  const names = new Map(people.map(({ id, username }) => [id, username]));
  return (userId: number | null): string | null => (userId === null ? null : (names.get(userId) ?? null));
}

/** A value as a form takes it: what is no text, number or list of names is nothing. */
function asFieldValue(value: unknown): FieldValue {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" || typeof value === "number" ? value : null;
}
