import { inArray } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { seasons } from "#db/schema/index.ts";
import type { ChangeAuthor, EntityKind, Loaded, Write } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { updateRows } from "#lib/editing/update-rows.ts";
import { labelOfSeriesField, seasonFields } from "./edit-vocabulary.ts";
import { seasonLocks } from "./read-nfo.ts";

type Season = typeof seasons.$inferSelect;
export type LoadedSeason = Loaded & { season: Season };

const idFields = ["tmdbId", "tvdbId"] as const;
const isSeasonField = (field: string): field is keyof typeof seasonFields => Object.hasOwn(seasonFields, field);

/** Seasons, for what is the same for everything that is edited. */
export const seasonKind: EntityKind<LoadedSeason> = {
  entityType: "season",
  labelOf: labelOfSeriesField,
  lockOf: (field) => (isSeasonField(field) ? seasonLocks[field] : undefined),
  isReversible: isSeasonField,
  async list(db: Db, seasonIds) {
    const rows = await db
      .select()
      .from(seasons)
      .where(inArray(seasons.id, [...seasonIds]));
    return rows.map(loadSeason);
  },
  write: writeSeasons,
};

export function loadSeason(season: Season): LoadedSeason {
  return {
    entityId: season.id,
    name: season.title ?? `Season ${season.seasonNumber}`,
    version: season.version,
    values: Object.fromEntries(
      [...Object.keys(seasonFields), ...idFields].map((column) => [column, Reflect.get(season, column)]),
    ),
    isLocked: (lock) => Reflect.get(season, lock) === true,
    season,
  };
}

async function writeSeasons(tx: Tx, writes: readonly Write<LoadedSeason>[], author: ChangeAuthor): Promise<void> {
  const real = writes.filter(({ changes, columns = {} }) => changes.length + Object.keys(columns).length > 0);
  const rows = real.map(({ entity, changes, columns }) => ({
    id: entity.entityId,
    ...Object.fromEntries(changes.map(({ field, newValue }) => [field, newValue])),
    ...columns,
    version: entity.version + 1,
    updatedAt: new Date(),
  }));
  await updateRows(tx, seasons, rows);
  await recordChanges(
    tx,
    "season",
    real.map(({ entity, changes }) => ({ entityId: entity.entityId, changes })),
    author,
  );
}
