import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  actors,
  episodeActors,
  episodes,
  libraries,
  libraryRoots,
  seasons,
  series,
  seriesActors,
} from "#db/schema/index.ts";
import type { IgnoreRule } from "#lib/files/ignore-rules.ts";
import { isInside } from "#lib/files/safe-path.ts";
import type { AssertOwned } from "#lib/jobs/lease.ts";
import { keepAssigned } from "./assigned-pictures.ts";
import type { Owner } from "./cache.ts";
import { ignoreRulesOf, type LoadIgnoreRules } from "./ignore-rules-of.ts";
import { keepPortraits } from "./local-actors.ts";
import { asLocalPicture, type Kept, keepPictures, type LocalPicture } from "./local-keep.ts";
import { withoutPublished } from "./local-published.ts";
import { findShowPictures, type ShowPictures } from "./local-series-files.ts";
import { shareThumbs } from "./local-share-thumbs.ts";
import type { ChoosingOwner } from "./owners.ts";
import type { ScoreContext } from "./score.ts";
import { selectOwnerArtwork } from "./select.ts";
import { readArtworkSettings } from "./settings.ts";

type Params = {
  seriesIds: readonly number[];
  jobId?: number | null;
  signal?: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
  onSeries?: (done: number) => void;
  /** Default: the rules of the system. */
  loadIgnoreRules?: LoadIgnoreRules;
};

/**
 * Brings the pictures that lie beside series into the cache as candidates of source `local` of the series, its seasons,
 * episodes and people, and chooses them as the library wants it. What Metarr published itself and nobody changed since
 * is passed over. A picture that cannot be used costs only itself. A second run writes nothing.
 */
export async function cacheSeriesArtwork(db: Db, params: Params): Promise<Kept> {
  const result: Kept = { added: 0, problems: [] };
  const rulesOf = ignoreRulesOf(db, params.loadIgnoreRules);
  for (const [index, seriesId] of params.seriesIds.entries()) {
    params.signal?.throwIfAborted();
    const show = await loadShow(db, seriesId);
    const kept = show ? await cacheShow(db, { ...params, show, ignore: await rulesOf(show.library.id) }) : undefined;
    result.added += kept?.added ?? 0;
    result.problems.push(...(kept?.problems ?? []));
    params.onSeries?.(index + 1);
  }
  return result;
}

type Episode = { episodeId: number; filePath: string; thumbnailId: number | null };
type Show = {
  seriesId: number;
  root: string;
  directoryPath: string;
  originalLanguage: string | null;
  library: typeof libraries.$inferSelect;
  seasonIds: ReadonlyMap<number, number>;
  /** By file, in the order of their numbers: the first owns the file's picture. */
  episodes: ReadonlyMap<string, Episode[]>;
};

async function loadShow(db: Db, seriesId: number): Promise<Show | undefined> {
  const { directoryPath, originalLanguage } = series;
  const [row] = await db
    .select({ seriesId: series.id, directoryPath, originalLanguage, library: libraries })
    .from(series)
    .innerJoin(libraries, eq(libraries.id, series.libraryId))
    .where(eq(series.id, seriesId));
  if (!row) return undefined;
  const roots = await db
    .select({ path: libraryRoots.path })
    .from(libraryRoots)
    .where(eq(libraryRoots.libraryId, row.library.id));
  const root = roots.find(({ path }) => isInside(path, row.directoryPath))?.path;
  if (root === undefined) return undefined;
  const numbered = await db
    .select({ seasonId: seasons.id, number: seasons.seasonNumber })
    .from(seasons)
    .where(eq(seasons.seriesId, seriesId));
  const files = await db
    .select({ episodeId: episodes.id, filePath: episodes.filePath, thumbnailId: episodes.thumbnailId })
    .from(episodes)
    .where(and(eq(episodes.seriesId, seriesId), isNull(episodes.deletedAt)))
    .orderBy(asc(episodes.seasonNumber), asc(episodes.episodeNumber), asc(episodes.id));
  return {
    ...row,
    root,
    seasonIds: new Map(numbered.map(({ seasonId, number }) => [number, seasonId])),
    episodes: Map.groupBy(files, ({ filePath }) => filePath),
  };
}

async function cacheShow(
  db: Db,
  params: Omit<Params, "seriesIds"> & { show: Show; ignore: readonly IgnoreRule[] },
): Promise<Kept> {
  const { show, ignore, jobId = null, signal, assertOwned } = params;
  const { root, library, originalLanguage } = show;
  const found = await findShowPictures({ ...show, ignore, episodePaths: [...show.episodes.keys()] });
  const pictures = await withoutPublished(db, picturesOf(show, found));
  const portraits = await withoutPublished(
    db,
    found.portraits.map((path) => ({ path })),
  );
  const { context } = readArtworkSettings(library, show);
  const keep = { root, context, signal, assertOwned };
  const kept = await keepPictures(db, { ...keep, pictures });
  const assigned = await keepAssignedOfShow(db, { show, ...keep });
  const owners = [...pictures, ...assigned.flatMap((each) => each.pictures)].map(({ owner }) => owner);
  const changed = [kept, ...assigned].flatMap((each) => each.changed);
  for (const owner of unsettled(show, { owners, changed })) {
    signal?.throwIfAborted();
    await selectOwnerArtwork(db, { ...owner, library, originalLanguage, jobId, signal, assertOwned });
  }
  await shareThumbs(db, { files: [...show.episodes.values()], assertOwned });
  const paths = portraits.map(({ path }) => path);
  const cast = paths.length === 0 ? [] : await listCast(db, show.seriesId);
  const faces = await keepPortraits(db, { ...keep, portraits: paths, cast });
  const parts = [kept, faces, ...assigned];
  return {
    added: parts.reduce((sum, { added }) => sum + added, 0),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** What people assigned to the show, its seasons and its episodes. */
function keepAssignedOfShow(
  db: Db,
  { show, ...keep }: { show: Show; context: ScoreContext } & Pick<Params, "signal" | "assertOwned">,
) {
  const episodeIds = [...show.episodes.values()].flat().map(({ episodeId }) => episodeId);
  return Promise.all([
    keepAssigned(db, { ...keep, entityType: "series", entityIds: [show.seriesId] }),
    keepAssigned(db, { ...keep, entityType: "season", entityIds: [...show.seasonIds.values()] }),
    keepAssigned(db, { ...keep, entityType: "episode", entityIds: episodeIds }),
  ]);
}

type ShowPicture = LocalPicture & { owner: ChoosingOwner };

/** Pictures of seasons and files that Metarr does not know (yet) are left alone. */
function picturesOf(show: Show, found: ShowPictures): ShowPicture[] {
  const artwork = found.artwork.flatMap(({ season, ...picture }): ShowPicture[] => {
    const seasonId = season === null ? undefined : show.seasonIds.get(season);
    if (season !== null && seasonId === undefined) return [];
    const owner: ChoosingOwner =
      seasonId === undefined
        ? { entityType: "series", entityId: show.seriesId }
        : { entityType: "season", entityId: seasonId };
    return [asLocalPicture(owner, picture)];
  });
  const thumbs = found.thumbs.flatMap(({ path, videoPath }): ShowPicture[] => {
    const [first] = show.episodes.get(videoPath) ?? [];
    if (!first) return [];
    const owner = { entityType: "episode", entityId: first.episodeId } as const;
    return [asLocalPicture(owner, { path, type: "thumb", index: 0 })];
  });
  return [...artwork, ...thumbs];
}

/** Who needs choosing: a show has hundreds of episodes, and those that show a picture and got no new one have theirs. */
function unsettled(
  show: Show,
  { owners: all, changed }: { owners: readonly ChoosingOwner[]; changed: readonly Owner[] },
): ChoosingOwner[] {
  const isNew = new Set(changed.map(keyOf));
  const settled = new Set(
    [...show.episodes.values()].flatMap(([first]) =>
      first && first.thumbnailId !== null ? [keyOf({ entityType: "episode", entityId: first.episodeId })] : [],
    ),
  );
  const owners = new Map(all.map((owner) => [keyOf(owner), owner]));
  return [...owners].flatMap(([key, owner]) => (settled.has(key) && !isNew.has(key) ? [] : [owner]));
}

const keyOf = ({ entityType, entityId }: Owner) => `${entityType} ${entityId}`;

/** Everybody who plays in the show or in an episode of it. */
async function listCast(db: Db, seriesId: number): Promise<{ actorId: number; name: string }[]> {
  const ofShow = db
    .select({ actorId: seriesActors.actorId })
    .from(seriesActors)
    .where(eq(seriesActors.seriesId, seriesId));
  const ofEpisodes = db
    .select({ actorId: episodeActors.actorId })
    .from(episodeActors)
    .innerJoin(episodes, eq(episodes.id, episodeActors.episodeId))
    .where(eq(episodes.seriesId, seriesId));
  return db
    .select({ actorId: actors.id, name: actors.name })
    .from(actors)
    .where(inArray(actors.id, ofShow.union(ofEpisodes)));
}
