import { and, asc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheImageFiles, episodes, providerEpisodes } from "#db/schema/index.ts";
import { findProviderList } from "./find-provider-list.ts";
import { type EpisodeFile, listEpisodeFiles } from "./list-episode-files.ts";

export type EpisodeNumbers = {
  seasonNumber: number;
  episodeNumber: number;
  absoluteNumber: number | null;
  /** YYYY-MM-DD */
  airDate: string | null;
};

/** An episode of a season's table: one with a file, or one that a provider lists and that has none. */
export type SeasonEpisode = EpisodeNumbers & {
  /** Null for one without a row of its own. */
  episodeId: number | null;
  numbering: "aired" | "absolute" | "date" | "provisional";
  title: string | null;
  runtimeMinutes: number | null;
  thumbHash: string | null;
  thumbThumbhash: string | null;
  /** `vanished`: its file was there once. `missing`: listed and out, without a file. `future`: not out yet. */
  state: "present" | "vanished" | "missing" | "future";
  file: EpisodeFile | null;
  /** All episodes of its file, itself among them; empty when the file holds nothing else. */
  sharedWith: EpisodeNumbers[];
};

type Params = { seriesId: number; seasonNumber: number; episodeOrder: string /** YYYY-MM-DD */; today: string };

/** The episodes of a season by number, with their files, and those that the provider lists beside them. */
export async function listSeasonEpisodes(db: Db, params: Params): Promise<SeasonEpisode[]> {
  const { seriesId, seasonNumber, today } = params;
  const inSeason = and(
    eq(episodes.seriesId, seriesId),
    eq(episodes.seasonNumber, seasonNumber),
    isNull(episodes.deletedAt),
  );
  const paths = db.select({ filePath: episodes.filePath }).from(episodes).where(inSeason);
  const [own, siblings, files, listed, elsewhere] = await Promise.all([
    db
      .select({
        episodeId: episodes.id,
        filePath: episodes.filePath,
        seasonNumber: episodes.seasonNumber,
        episodeNumber: episodes.episodeNumber,
        absoluteNumber: episodes.absoluteNumber,
        numbering: episodes.numbering,
        title: episodes.title,
        airDate: episodes.airDate,
        runtimeMinutes: episodes.runtimeMinutes,
        missingAt: episodes.missingAt,
        thumbHash: cacheImageFiles.fileHash,
        thumbThumbhash: cacheImageFiles.thumbhash,
      })
      .from(episodes)
      .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, episodes.thumbnailId))
      .where(inSeason)
      .orderBy(asc(episodes.episodeNumber)),
    db
      .select({
        filePath: episodes.filePath,
        seasonNumber: episodes.seasonNumber,
        episodeNumber: episodes.episodeNumber,
        absoluteNumber: episodes.absoluteNumber,
        airDate: episodes.airDate,
      })
      .from(episodes)
      .where(and(inArray(episodes.filePath, paths), isNull(episodes.deletedAt)))
      .orderBy(asc(episodes.seasonNumber), asc(episodes.episodeNumber)),
    listEpisodeFiles(db, inSeason),
    listProviderEpisodes(db, params),
    listShownHere(db, params),
  ]);
  const found: SeasonEpisode[] = own.map(({ filePath, missingAt, ...episode }) => {
    const holds = siblings.filter((each) => each.filePath === filePath);
    return {
      ...episode,
      state: missingAt === null ? "present" : "vanished",
      file: missingAt === null ? (files.get(filePath) ?? null) : null,
      sharedWith: holds.length > 1 ? holds.map(({ filePath: _filePath, ...numbers }) => numbers) : [],
    };
  });
  // A file that is counted otherwise fills the place at which its episode is listed.
  const numbers = new Set([...own.map(({ episodeNumber }) => episodeNumber), ...elsewhere]);
  const without = listed
    .filter(({ episodeNumber }) => !numbers.has(episodeNumber))
    .map((entry) => withoutFile(entry, today));
  // A provider calls it missing even when a row remembers the file that is gone.
  const known = new Set(listed.map(({ episodeNumber }) => episodeNumber));
  const all = found.map((episode) =>
    episode.state === "vanished" && known.has(episode.episodeNumber)
      ? { ...episode, state: "missing" as const }
      : episode,
  );
  return [...all, ...without].toSorted((a, b) => a.episodeNumber - b.episodeNumber);
}

/** Numbers in this season at which files of another numbering are shown, such as one counted over all seasons. */
async function listShownHere(db: Db, { seriesId, seasonNumber }: Params): Promise<number[]> {
  const rows = await db
    .select({ number: episodes.displayEpisode })
    .from(episodes)
    .where(
      and(
        eq(episodes.seriesId, seriesId),
        eq(episodes.displaySeason, seasonNumber),
        isNotNull(episodes.displayEpisode),
        isNull(episodes.deletedAt),
        isNull(episodes.missingAt),
      ),
    );
  return rows.flatMap(({ number }) => number ?? []);
}

type Listed = EpisodeNumbers & { title: string | null };

async function listProviderEpisodes(db: Db, { seriesId, seasonNumber, episodeOrder }: Params): Promise<Listed[]> {
  const list = await findProviderList(db, { seriesId, episodeOrder });
  if (list === undefined) return [];
  return db
    .select({
      seasonNumber: providerEpisodes.seasonNumber,
      episodeNumber: providerEpisodes.episodeNumber,
      absoluteNumber: providerEpisodes.absoluteNumber,
      airDate: providerEpisodes.airDate,
      title: providerEpisodes.title,
    })
    .from(providerEpisodes)
    .where(
      and(
        eq(providerEpisodes.seriesId, seriesId),
        eq(providerEpisodes.provider, list.provider),
        eq(providerEpisodes.episodeOrder, episodeOrder),
        eq(providerEpisodes.seasonNumber, seasonNumber),
      ),
    );
}

const withoutFile = (entry: Listed, today: string): SeasonEpisode => ({
  ...entry,
  episodeId: null,
  numbering: "aired",
  runtimeMinutes: null,
  thumbHash: null,
  thumbThumbhash: null,
  // Without a day nobody knows yet when it comes.
  state: entry.airDate !== null && entry.airDate <= today ? "missing" : "future",
  file: null,
  sharedWith: [],
});
