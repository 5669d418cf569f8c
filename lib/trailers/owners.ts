import { and, eq, exists, inArray, notExists, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { extras, libraries, libraryVideoFiles, movies, series, type TrailerOwner } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import type { Settings } from "#lib/settings/read-settings.ts";
import { readTrailerSettings, type TrailerSettings } from "./settings.ts";

/** Whose trailers are chosen. */
export const choosingOwners = ["movie", "series"] as const satisfies TrailerOwner[];
type ChooserType = (typeof choosingOwners)[number];
export type TrailerChooser = { entityType: ChooserType; entityId: number };

const tables = { movie: movies, series } as const;
const names = { movie: "film", series: "series" } as const;

/** A film or series as far as its trailers need it. */
export type TrailerOwnerState = TrailerChooser & {
  isRemoved: boolean;
  monitored: boolean;
  /** A person chose: automation leaves the choice alone. */
  isLocked: boolean;
  automation: "manual" | "review" | "full";
  /** One that somebody put there lies beside it, and what was found wins in its library. */
  hasOwnTrailer: boolean;
  library: { trailers: unknown; language: string };
  originalLanguage: string | null;
};

/** The owners that there are of those asked for, with one query. */
export async function listTrailerOwners(
  db: Db,
  { entityType, entityIds }: { entityType: ChooserType; entityIds: readonly number[] },
): Promise<TrailerOwnerState[]> {
  const table = tables[entityType];
  const owner = entityType === "movie" ? extras.movieId : extras.seriesId;
  const published = db
    .select({ one: sql`1` })
    .from(libraryVideoFiles)
    .where(eq(libraryVideoFiles.filePath, extras.path));
  const own = db
    .select({ one: sql`1` })
    .from(extras)
    .where(and(eq(owner, table.id), eq(extras.kind, "trailer"), notExists(published)));
  const rows = await db
    .select({
      entityId: table.id,
      deletedAt: table.deletedAt,
      monitored: table.monitored,
      isLocked: table.trailerLocked,
      originalLanguage: table.originalLanguage,
      automation: libraries.automation,
      existing: libraries.existing,
      trailers: libraries.trailers,
      language: libraries.language,
      libraryDeletedAt: libraries.deletedAt,
      foundId: sql<number | null>`case when ${exists(own)} then 1 else 0 end`,
    })
    .from(table)
    .innerJoin(libraries, eq(libraries.id, table.libraryId))
    .where(inArray(table.id, [...entityIds]));
  return rows.map(({ deletedAt, libraryDeletedAt, existing, trailers, language, foundId, ...row }) => ({
    ...row,
    entityType,
    isRemoved: deletedAt !== null || libraryDeletedAt !== null,
    hasOwnTrailer: existing !== "replace" && Number(foundId) === 1,
    library: { trailers, language },
  }));
}

/** Throws not_found when it is gone or was removed. */
export async function getTrailerOwner(db: Db, { entityType, entityId }: TrailerChooser): Promise<TrailerOwnerState> {
  const [owner] = await listTrailerOwners(db, { entityType, entityIds: [entityId] });
  if (!owner || owner.isRemoved) throw new AppError("not_found", `There is no ${names[entityType]} ${entityId}.`);
  return owner;
}

export const settingsOf = (settings: Settings, owner: TrailerOwnerState): TrailerSettings =>
  readTrailerSettings(settings, owner.library, owner);

/** Tells everybody that it changed and is to be published again; with `locked` its trailer is locked or unlocked as well. */
export async function touchTrailerOwner(
  tx: Tx,
  { entityType, entityId, locked }: TrailerChooser & { locked?: boolean | undefined },
): Promise<void> {
  const table = tables[entityType];
  await tx
    .update(table)
    .set({
      version: sql`${table.version} + 1`,
      updatedAt: new Date(),
      ...(locked === undefined ? {} : { trailerLocked: locked }),
    })
    .where(eq(table.id, entityId));
}

/** The owner of a row, when it is one that has trailers. */
export function ownerKeyOf(row: { entityType: TrailerOwner; entityId: number }): TrailerChooser | undefined {
  const entityType = choosingOwners.find((each) => each === row.entityType);
  return entityType && { entityType, entityId: row.entityId };
}

/** What a trailer is published with. */
export const publishedWith = ({ entityType, entityId }: TrailerChooser) =>
  entityType === "movie" ? { movieIds: [entityId] } : { seriesIds: [entityId] };
