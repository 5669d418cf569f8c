import { and, asc, desc, eq, getTableColumns, inArray, isNull, ne, notInArray, or } from "drizzle-orm";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { type Db, getDb } from "#db/client.ts";
import {
  assetCandidates,
  cacheImageFiles,
  episodes,
  fieldChanges,
  libraries,
  ratings,
  seasons as seasonRows,
  series,
  seriesActors,
  seriesCrew,
} from "#db/schema/index.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { listJobs } from "#lib/jobs/queries.ts";
import { findWaiting } from "#lib/publish/find-waiting.ts";
import { findSeries, type Series } from "#lib/series/get-series.ts";
import { listSeriesNames } from "#lib/series/list-names.ts";
import { listSeriesCast } from "#lib/series/list-people.ts";
import { listSeasons } from "#lib/series/list-seasons.ts";
import { listOrders } from "#lib/series/orders.ts";
import { getSeriesState, isIdentified } from "#lib/series/series-state.ts";
import { pathFields } from "../../_components/change-words.ts";
import { jobsShown, showJob } from "../../_components/shown-job.ts";
import { today } from "./_components/today.ts";

/** The series of the page, read once for all its parts. Undefined when there is none, or it was removed. */
export const findShow = cache(async (seriesId: number) => {
  const user = await requireUser();
  const show = await findSeries(getDb(), seriesId);
  return show && { show, mayEdit: hasRole(user, "editor"), mayDeleteFiles: hasRole(user, "admin") };
});

/** The series of the page. The 404 page when there is none, or it was removed. */
export async function getShow(seriesId: number) {
  await requireUser();
  return (await findShow(seriesId)) ?? notFound();
}

/** The seasons of a series, read once for the page and its parts. */
export const getSeasons = cache(async (seriesId: number) => {
  await requireUser();
  const { show } = await getShow(seriesId);
  return listSeasons(getDb(), { seriesId, episodeOrder: show.episodeOrder, today: today() });
});

/** What stands above every tab. */
export async function getShowHeader(seriesId: number) {
  await requireUser();
  const db = getDb();
  const { show, mayEdit, mayDeleteFiles } = await getShow(seriesId);
  const pictureIds = [show.posterId, show.fanartId].filter((id) => id !== null);
  const ofSeries = and(eq(assetCandidates.entityType, "series"), eq(assetCandidates.entityId, seriesId));
  const changed = and(
    eq(fieldChanges.entityType, "series"),
    eq(fieldChanges.entityId, seriesId),
    mayEdit ? undefined : notInArray(fieldChanges.field, [...pathFields]),
  );
  const [
    pictures,
    [library],
    names,
    seasons,
    castCount,
    crewCount,
    pictureCount,
    changeCount,
    scans,
    own,
    state,
    unpublished,
    waiting,
  ] = await Promise.all([
    db
      .select({ id: cacheImageFiles.id, hash: cacheImageFiles.fileHash, thumbhash: cacheImageFiles.thumbhash })
      .from(cacheImageFiles)
      .where(inArray(cacheImageFiles.id, pictureIds)),
    db.select({ name: libraries.name }).from(libraries).where(eq(libraries.id, show.libraryId)),
    listSeriesNames(db, [seriesId]).then((namesOf) => namesOf(seriesId)),
    getSeasons(seriesId),
    db.$count(seriesActors, and(eq(seriesActors.seriesId, seriesId), eq(seriesActors.removed, false))),
    db.$count(seriesCrew, eq(seriesCrew.seriesId, seriesId)),
    db.$count(assetCandidates, ofSeries),
    db.$count(fieldChanges, changed),
    listJobs(db, {
      status: ["pending", "running"],
      entity: { entityType: "library", entityId: show.libraryId },
      limit: 1,
    }),
    listJobs(db, {
      status: ["pending", "running"],
      entity: { entityType: "series", entityId: seriesId },
      limit: 1,
    }),
    getSeriesState(db, seriesId),
    hasUnpublishedParts(db, seriesId),
    findWaiting(db, { entityType: "series", entityId: seriesId }),
  ]);
  const pictureOf = (id: number | null) => pictures.find((picture) => picture.id === id) ?? null;
  return {
    seriesId,
    title: show.title,
    year: show.year,
    showStatus: show.status,
    contentRating: show.contentRating,
    genres: names.genres,
    libraryId: show.libraryId,
    libraryName: library?.name ?? "",
    status: show.identificationStatus,
    tmdbId: show.tmdbId,
    tvdbId: show.tvdbId,
    isMonitored: show.monitored,
    missingAt: show.missingAt,
    locks: countLocks(show),
    poster: pictureOf(show.posterId),
    fanart: pictureOf(show.fanartId),
    seasonCount: seasons.filter(({ seasonNumber, have }) => seasonNumber > 0 && have > 0).length,
    episodeCount: seasons.reduce((sum, { have }) => sum + have, 0),
    isIdentified: isIdentified(state.ids),
    isPublished: show.lastPublishedAt !== null,
    hasUnpublished:
      show.lastPublishedAt !== null && (show.publishedVersion !== show.version || unpublished || waiting.toWrite),
    hasToDecide: waiting.toDecide,
    isBusy: scans.jobs.length + own.jobs.length > 0,
    has: {
      people: castCount + crewCount > 0,
      // Who may edit brings the first one.
      pictures: mayEdit || pictureCount > 0 || seasons.some(({ posterHash }) => posterHash !== null),
      history: changeCount > 0,
    },
    castCount,
    mayEdit,
    mayDeleteFiles,
  };
}
export type ShowHeaderData = Awaited<ReturnType<typeof getShowHeader>>;

/** Whether a season or episode says something that its files do not. */
async function hasUnpublishedParts(db: Db, seriesId: number): Promise<boolean> {
  const isBehind = (table: typeof seasonRows | typeof episodes) =>
    and(eq(table.seriesId, seriesId), or(isNull(table.publishedVersion), ne(table.publishedVersion, table.version)));
  const isPresent = and(isNull(episodes.deletedAt), isNull(episodes.missingAt));
  const [season, episode] = await Promise.all([
    db.select({ id: seasonRows.id }).from(seasonRows).where(isBehind(seasonRows)).limit(1),
    db
      .select({ id: episodes.id })
      .from(episodes)
      .where(and(isBehind(episodes), isPresent))
      .limit(1),
  ]);
  return season.length + episode.length > 0;
}

const lockNames = Object.keys(getTableColumns(series)).filter((name) => name.endsWith("Locked"));
const countLocks = (show: Series): number =>
  Object.entries(show).filter(([name, value]) => lockNames.includes(name) && value === true).length;

const castShown = 14;

/** The overview: facts that are not on the row of the series. */
export async function getOverview(seriesId: number) {
  await requireUser();
  const db = getDb();
  const [scores, cast, names, seasons] = await Promise.all([
    db
      .select({ source: ratings.source, value: ratings.value, max: ratings.max, votes: ratings.votes })
      .from(ratings)
      .where(and(eq(ratings.entityType, "series"), eq(ratings.entityId, seriesId)))
      .orderBy(desc(ratings.isDefault), asc(ratings.source)),
    listSeriesCast(db, { seriesId, limit: castShown }),
    listSeriesNames(db, [seriesId]).then((namesOf) => namesOf(seriesId)),
    getSeasons(seriesId),
  ]);
  return { scores, cast, names, seasons, orderLabel: await nameOfOrder(seriesId) };
}

/** What providers call the order in which the episodes are counted. */
async function nameOfOrder(seriesId: number): Promise<string> {
  const { show } = await getShow(seriesId);
  const known = await listOrders(getDb(), seriesId);
  return known.find(({ id }) => id === show.episodeOrder)?.label ?? show.episodeOrder;
}

/** The latest jobs of this series. */
export async function getShowJobs(seriesId: number) {
  await requireUser();
  const { mayEdit } = await getShow(seriesId);
  const entity = { entityType: "series", entityId: seriesId };
  const { jobs } = await listJobs(getDb(), { entity, limit: jobsShown });
  return jobs.map((job) => showJob(job, { mayEdit }));
}
