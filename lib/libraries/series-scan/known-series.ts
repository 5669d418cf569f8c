import { and, eq } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db } from "#db/client.ts";
import { episodes, libraryNfoFiles, mediaParts, seasons, series } from "#db/schema/index.ts";
import { type FileIdentity, type KnownItem, loadExcluded, loadFingerprints, stateOf } from "../known-items.ts";
import { listHeirs } from "./list-heirs.ts";

export type KnownShow = {
  seriesId: number;
  directoryPath: string;
  /** A person removed it from Metarr. */
  isDeleted: boolean;
};

export type KnownEpisode = KnownItem & {
  seriesId: number;
  seasonNumber: number;
  episodeNumber: number;
  sizeBytes: number | null;
  modifiedMs: number | null;
};

/** What every scan needs to know. A scan that finds nothing changed needs no more. */
export type KnownSeries = {
  shows: Map<number, KnownShow>;
  byDirectory: Map<string, KnownShow>;
  episodes: KnownEpisode[];
  fingerprints: Map<string, string>;
  excluded: Set<string>;
  /** Everything else, read at the first call: only a changed folder asks. */
  details: () => Promise<SeriesDetails>;
};

export type SeriesDetails = {
  bySeries: Map<number, KnownEpisode[]>;
  bySize: Map<number, KnownEpisode[]>;
  /** What tells a file again, by its path. */
  identities: Map<string, FileIdentity & { seriesId: number }>;
  /** Size and time of the NFO files that were read. */
  nfos: Map<string, { sizeBytes: number | null; modifiedMs: number | null }>;
  /** Series whose row may go for that of the show they took their episodes from (listHeirs). */
  heirs: ReadonlySet<number>;
};

export async function loadKnownSeries(db: Db, libraryId: number): Promise<KnownSeries> {
  const shows = await db
    .select({
      seriesId: series.id,
      directoryPath: series.directoryPath,
      missingAt: series.missingAt,
      deletedAt: series.deletedAt,
    })
    .from(series)
    .where(eq(series.libraryId, libraryId));
  const rows = await db
    .select({
      id: episodes.id,
      seriesId: episodes.seriesId,
      seasonNumber: episodes.seasonNumber,
      episodeNumber: episodes.episodeNumber,
      filePath: episodes.filePath,
      sizeBytes: episodes.fileSizeBytes,
      modifiedAt: episodes.fileModifiedAt,
      missingAt: episodes.missingAt,
      deletedAt: episodes.deletedAt,
    })
    .from(episodes)
    .innerJoin(series, eq(series.id, episodes.seriesId))
    .where(eq(series.libraryId, libraryId));
  const excluded = await loadExcluded(db, libraryId);
  const byId = new Map(
    shows.map(({ missingAt, deletedAt, ...show }) => [
      show.seriesId,
      { ...show, isDeleted: stateOf({ missingAt, deletedAt }, { excluded, paths: [show.directoryPath] }).isDeleted },
    ]),
  );
  const known = rows.map(({ modifiedAt, missingAt, deletedAt, ...row }) => {
    const state = stateOf({ missingAt, deletedAt }, { excluded, paths: [row.filePath] });
    const isDeleted = state.isDeleted || byId.get(row.seriesId)?.isDeleted === true;
    return { ...row, ...state, isDeleted, modifiedMs: modifiedAt?.getTime() ?? null };
  });
  let details: Promise<SeriesDetails> | undefined;
  return {
    shows: byId,
    byDirectory: new Map([...byId.values()].map((show) => [show.directoryPath, show])),
    episodes: known,
    fingerprints: await loadFingerprints(db, libraryId),
    excluded,
    details: () => {
      details ??= loadDetails(db, libraryId, known);
      return details;
    },
  };
}

async function loadDetails(db: Db, libraryId: number, known: KnownEpisode[]): Promise<SeriesDetails> {
  const parts = await db
    .select({
      path: mediaParts.path,
      inode: mediaParts.inode,
      hash: mediaParts.partialHash,
      seriesId: episodes.seriesId,
    })
    .from(mediaParts)
    .innerJoin(episodes, eq(episodes.id, mediaParts.episodeId))
    .innerJoin(series, eq(series.id, episodes.seriesId))
    .where(eq(series.libraryId, libraryId));
  return {
    bySeries: Map.groupBy(known, (episode) => episode.seriesId),
    bySize: Map.groupBy(known, (episode) => episode.sizeBytes ?? -1),
    identities: new Map(parts.map(({ path, ...identity }) => [path, identity])),
    nfos: await loadNfos(db, libraryId),
    heirs: await listHeirs(db, libraryId),
  };
}

async function loadNfos(db: Db, libraryId: number): Promise<SeriesDetails["nfos"]> {
  const columns = {
    path: libraryNfoFiles.path,
    sizeBytes: libraryNfoFiles.sizeBytes,
    modifiedMs: libraryNfoFiles.modifiedMs,
  };
  const isOf = (entityType: "series" | "season" | "episode", id: PgColumn) =>
    and(eq(libraryNfoFiles.entityType, entityType), eq(libraryNfoFiles.entityId, id));
  const ofLibrary = eq(series.libraryId, libraryId);
  const from = () => db.select(columns).from(libraryNfoFiles);
  const rows = [
    ...(await from().innerJoin(series, isOf("series", series.id)).where(ofLibrary)),
    ...(await from()
      .innerJoin(seasons, isOf("season", seasons.id))
      .innerJoin(series, eq(series.id, seasons.seriesId))
      .where(ofLibrary)),
    ...(await from()
      .innerJoin(episodes, isOf("episode", episodes.id))
      .innerJoin(series, eq(series.id, episodes.seriesId))
      .where(ofLibrary)),
  ];
  return new Map(rows.map(({ path, ...facts }) => [path, facts]));
}
