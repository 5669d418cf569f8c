import { eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { series, seriesExternalIds, seriesNetworks } from "#db/schema/index.ts";
import type { ChangeAuthor, EntityKind, Loaded, Write } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { updateRows } from "#lib/editing/update-rows.ts";
import { namesToIds, tidyNames } from "#lib/lists/named-rows.ts";
import { followTitles } from "#lib/sort-key.ts";
import { labelOfSeriesField, seriesFields } from "./edit-vocabulary.ts";
import { listSeriesNames } from "./list-names.ts";
import { seriesLocks } from "./read-nfo.ts";
import { type SeriesLists, writeSeriesLists } from "./write-lists.ts";

export type Series = typeof series.$inferSelect;
export type LoadedSeries = Loaded & { series: Series };

const listFields = ["genres", "studios", "countries", "tags"] as const satisfies readonly (keyof SeriesLists)[];
/** Facts that follow the providers. Popularity moves every day, so its history says nothing. */
const factFields = ["originalLanguage", "homepage", "popularity"] as const;
const idColumns = ["tmdbId", "tvdbId", "imdbId"] as const;
/** Ids that say which series it is, or follow from those. TVmaze's is kept among the ids on other sites. */
const idFields: readonly string[] = [...idColumns, "tvmazeId"];
/** True for an id that says which series it is. */
export const isIdentityField = (field: string): boolean => idFields.includes(field);
const withoutHistory: readonly string[] = ["popularity"];

/** Columns of the row that hold values, under the names of the fields. */
const valueColumns: readonly string[] = [
  ...Object.keys(seriesFields).filter((field) => !listFields.some((list) => list === field)),
  ...factFields,
  ...idColumns,
  "episodeOrder",
];

const isSeriesField = (field: string): field is keyof typeof seriesFields => Object.hasOwn(seriesFields, field);
/** Fields that a provider may give a series. */
export const isTakenField = (field: string): boolean =>
  isSeriesField(field) || factFields.some((name) => name === field) || isIdentityField(field) || field === "networks";

/** Series, for what is the same for everything that is edited. */
export const seriesKind: EntityKind<LoadedSeries> = {
  entityType: "series",
  labelOf: labelOfSeriesField,
  lockOf: (field) =>
    isSeriesField(field) ? seriesLocks[field] : field === "episodeOrder" ? "episodeOrderLocked" : undefined,
  isReversible: (field) => isSeriesField(field) || field === "episodeOrder" || isIdentityField(field),
  list: listSeriesRows,
  write: writeSeries,
};

async function listSeriesRows(db: Db, seriesIds: readonly number[]): Promise<LoadedSeries[]> {
  const rows = await db
    .select({ row: series, tvmazeId: seriesExternalIds.tvmazeId })
    .from(series)
    .leftJoin(seriesExternalIds, eq(seriesExternalIds.seriesId, series.id))
    .where(inArray(series.id, [...seriesIds]));
  const namesOf = await listSeriesNames(
    db,
    rows.map(({ row }) => row.id),
  );
  return rows.map(({ row, tvmazeId }) => ({
    entityId: row.id,
    name: row.title,
    version: row.version,
    values: {
      ...Object.fromEntries(valueColumns.map((column) => [column, Reflect.get(row, column)])),
      ...namesOf(row.id),
      tvmazeId,
    },
    isLocked: (lock) => Reflect.get(row, lock) === true,
    series: row,
  }));
}

async function writeSeries(tx: Tx, writes: readonly Write<LoadedSeries>[], author: ChangeAuthor): Promise<void> {
  const real = writes.filter(({ changes, columns = {} }) => changes.length + Object.keys(columns).length > 0);
  const items = real.map(({ entity, changes, columns = {} }) => {
    const next: Record<string, unknown> = Object.fromEntries(changes.map(({ field, newValue }) => [field, newValue]));
    const { networks, tvmazeId, ...values } = next;
    const lists = Object.fromEntries(
      listFields.flatMap((field) => (field in values ? [[field, asNames(values[field])]] : [])),
    );
    for (const field of listFields) delete values[field];
    const row = {
      id: entity.entityId,
      ...values,
      ...followTitles(entity.series, values),
      ...columns,
      version: entity.version + 1,
      updatedAt: new Date(),
    };
    return { entity, changes, row, lists, networks, tvmazeId };
  });
  await updateRows(
    tx,
    series,
    items.map(({ row }) => row),
  );
  await writeSeriesLists(
    tx,
    items.map(({ entity, lists }) => ({ seriesId: entity.entityId, lists })),
  );
  await writeNetworks(
    tx,
    items.flatMap(({ entity, networks }) =>
      networks === undefined ? [] : [{ seriesId: entity.entityId, names: asNames(networks) }],
    ),
  );
  await writeTvmazeIds(
    tx,
    items.flatMap(({ entity, tvmazeId }) => (tvmazeId === undefined ? [] : [{ seriesId: entity.entityId, tvmazeId }])),
  );
  await recordChanges(
    tx,
    "series",
    items.map(({ entity, changes }) => ({
      entityId: entity.entityId,
      changes: changes.filter(({ field }) => !withoutHistory.includes(field)),
    })),
    author,
  );
}

async function writeNetworks(tx: Tx, entries: readonly { seriesId: number; names: string[] }[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.delete(seriesNetworks).where(
    inArray(
      seriesNetworks.seriesId,
      entries.map(({ seriesId }) => seriesId),
    ),
  );
  const idOf = await namesToIds(tx, "networks", tidyNames(entries.flatMap(({ names }) => names)));
  const rows = entries.flatMap(({ seriesId, names }) =>
    tidyNames(names).map((name, index) => ({ seriesId, networkId: idOf(name), sortOrder: index + 1 })),
  );
  await bulkInsert(tx, seriesNetworks, rows, { onConflict: "ignore" });
}

async function writeTvmazeIds(tx: Tx, entries: readonly { seriesId: number; tvmazeId: unknown }[]): Promise<void> {
  const updatedAt = new Date();
  const rows = entries.map(({ seriesId, tvmazeId }) => ({
    seriesId,
    tvmazeId: typeof tvmazeId === "number" ? tvmazeId : null,
    updatedAt,
  }));
  await bulkInsert(tx, seriesExternalIds, rows, {
    onConflict: { target: ["seriesId"], update: ["tvmazeId", "updatedAt"] },
  });
}

const asNames = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((name): name is string => typeof name === "string") : [];
