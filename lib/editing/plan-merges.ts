import type { Tx } from "#db/client.ts";
import { listFieldSources } from "./field-sources.ts";
import { listForgotten } from "./forget-values.ts";
import type { EntityKind, FieldChange, Loaded } from "./kind.ts";
import { type Offer, planMerge } from "./merge.ts";

export type MergeRules = {
  /** True for a field that a provider may give this kind. */
  isTaken(field: string): boolean;
  priorityOf(field: string): readonly string[];
  existing: "keep" | "replace";
  mode: "missing" | "replace" | undefined;
  /** Sources that cannot be asked now. */
  silent?: ReadonlySet<string>;
  /** True when the entities are another title than what was taken from providers before: what is left of that goes. */
  isOther?: boolean;
  /** Fields that say who an entity is: they changed already. */
  isIdentity?: (field: string) => boolean;
};

/** What the offers change in each of any number of entities of one kind. Asks for their sources at once. */
export async function planMerges<L extends Loaded>(
  tx: Tx,
  kind: EntityKind<L>,
  items: readonly { entity: L; offers: readonly Offer[] }[],
  { isTaken, priorityOf, existing, mode, silent, isOther = false, isIdentity = () => false }: MergeRules,
): Promise<{ entity: L; changes: FieldChange[] }[]> {
  const sources = await listFieldSources(
    tx,
    kind.entityType,
    items.map(({ entity }) => entity.entityId),
  );
  const present = items.map(({ entity: { entityId, values } }) => ({
    entityId,
    values,
    sources: sources.get(entityId),
  }));
  const forgotten = isOther
    ? await listForgotten(tx, kind.entityType, present, (field) => isTaken(field) && !isIdentity(field))
    : undefined;
  return items.map(({ entity, offers }) => {
    const { fields: forget, named } = forgotten?.get(entity.entityId) ?? { fields: new Set<string>(), named: {} };
    const known = offers.map(({ source, values }) => ({
      source,
      values: Object.fromEntries(Object.entries(values).filter(([field]) => isTaken(field))),
    }));
    const fields = new Set([...known.flatMap(({ values }) => Object.keys(values)), ...forget]);
    const locked = [...fields].filter((field) => {
      const lock = kind.lockOf(field);
      return lock !== undefined && entity.isLocked(lock);
    });
    const changes = planMerge({
      current: entity.values,
      locked: new Set(locked),
      isEditable: (field) => kind.lockOf(field) !== undefined,
      sources: new Map([...(sources.get(entity.entityId) ?? [])].map(([field, { source }]) => [field, source])),
      offers: [...known, { source: "filename", values: named }],
      forget,
      priorityOf,
      existing,
      mode,
      silent,
    });
    return { entity, changes };
  });
}
