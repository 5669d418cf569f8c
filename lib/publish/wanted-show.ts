import { dirname, join } from "node:path";
import { baseNameOf } from "#lib/artwork/film-place.ts";
import { isInside } from "#lib/files/safe-path.ts";
import { readPublishing } from "#lib/settings/library-publishing.ts";
import { withEpisodeGuide } from "./episode-guide.ts";
import type { EpisodeFacts, SeasonFacts, ShowFacts } from "./load-shows.ts";
import {
  allSeasonsName,
  episodeNfoName,
  episodePictureName,
  isInSeasonFolder,
  seasonNfoName,
  seasonPictureName,
  showNfoName,
  showPictureName,
  showTrailerName,
} from "./names.ts";
import { nfoOfEpisode, nfoOfSeason, nfoOfShow, showIds } from "./nfo-show.ts";
import { kindOfEpisodePicture, kindOfSeasonPicture } from "./vocabulary.ts";
import { addNfo, addPictures, addPortraits, addTrailer, type BeforeOf, noneWanted, type Wanted } from "./wanted.ts";

/** Which files should lie in the folders of a series, with which content. Pure. */
export function wantedOfShow(facts: ShowFacts, beforeOf: BeforeOf): Wanted {
  const wanted = noneWanted();
  // Loose episodes lie in no folder of their show, so that nothing can be said of the show there.
  if (facts.home !== undefined) addShow(wanted, facts, { folder: facts.home, beforeOf });
  for (const episodes of filesOf(facts)) addEpisodeFile(wanted, facts, { episodes, beforeOf });
  return wanted;
}

/** Every folder that files of the series go to. */
export function foldersOfShow(facts: ShowFacts): string[] {
  const own = facts.home === undefined ? [] : [facts.home];
  return [...new Set([...own, ...facts.episodes.map(({ episode }) => placeOfEpisode(episode.filePath).folder)])];
}

function addShow(wanted: Wanted, facts: ShowFacts, { folder, beforeOf }: { folder: string; beforeOf: BeforeOf }): void {
  const { naming, series } = facts;
  const { profile } = naming;
  const nfoName = showNfoName(naming);
  if (nfoName !== null) {
    const entityOf = (before: Parameters<typeof nfoOfShow>[1]) => nfoOfShow(facts, before);
    const keptOf = (kept: Parameters<typeof withEpisodeGuide>[0]) => withEpisodeGuide(kept, showIds(facts));
    const owners = [{ entityType: "series" as const, entityId: series.id, entityOf, keptOf }];
    addNfo(wanted, { path: join(folder, nfoName), kind: "tvshow", owners, beforeOf });
  }
  const { pictures } = facts;
  addPictures(wanted, {
    profile,
    folder,
    pictures,
    kindOf: (type) => type,
    nameOf: (picture) => showPictureName(naming, picture),
  });
  addPictures(wanted, {
    profile,
    folder,
    pictures: pictures.filter(({ type }) => type === "poster").slice(0, 1),
    kindOf: () => "season.all.poster",
    nameOf: () => allSeasonsName(naming),
  });
  for (const season of facts.seasons) addSeason(wanted, facts, { season, home: folder, beforeOf });
  if (readPublishing(facts.library).people !== false) {
    const cast = [...facts.cast, ...facts.episodes.flatMap(({ guests }) => guests)];
    addPortraits(wanted, { profile, folder, cast });
  }
  addTrailer(wanted, facts.trailer, { folder, name: showTrailerName });
}

function addSeason(
  wanted: Wanted,
  facts: ShowFacts,
  { season, home, beforeOf }: { season: SeasonFacts; home: string; beforeOf: BeforeOf },
): void {
  const { naming } = facts;
  const { id, seasonNumber } = season.season;
  const folder = folderOfSeason(facts, { home, seasonNumber });
  addPictures(wanted, {
    profile: naming.profile,
    folder: (isInSeasonFolder(naming, seasonNumber) ? folder : undefined) ?? home,
    pictures: season.pictures,
    kindOf: (type) => kindOfSeasonPicture(seasonNumber, type),
    nameOf: (picture) => seasonPictureName(naming, { ...picture, season: seasonNumber }),
  });
  const nfoName = seasonNfoName(naming);
  if (nfoName === null || folder === undefined) return;
  const entityOf = (before: Parameters<typeof nfoOfSeason>[1]) => nfoOfSeason(season, before);
  const owners = [{ entityType: "season" as const, entityId: id, entityOf }];
  addNfo(wanted, { path: join(folder, nfoName), kind: "season", owners, beforeOf });
}

/** The folder that holds this season and no other; undefined where there is none. */
function folderOfSeason(
  { episodes }: ShowFacts,
  { home, seasonNumber }: { home: string; seasonNumber: number },
): string | undefined {
  const folderOf = ({ episode }: EpisodeFacts) => dirname(placeOfEpisode(episode.filePath).path);
  const own = new Set(episodes.filter(({ episode }) => episode.seasonNumber === seasonNumber).map(folderOf));
  const [folder, ...others] = own;
  if (folder === undefined || others.length > 0 || folder === home) return undefined;
  const isShared = episodes.some((each) => each.episode.seasonNumber !== seasonNumber && folderOf(each) === folder);
  return isShared || !isInside(home, folder) ? undefined : folder;
}

/** Episodes by their file, those of one file in the order of their numbers. */
const filesOf = ({ episodes }: ShowFacts): EpisodeFacts[][] => [
  ...Map.groupBy(episodes, ({ episode }) => episode.filePath).values(),
];

const discFolders = /\/(BDMV|VIDEO_TS)$/i;

/** Where what belongs to an episode goes: beside its video, for a disc into the folder around it. */
function placeOfEpisode(filePath: string): {
  path: string;
  folder: string;
  baseName: (isPart: boolean) => string;
} {
  const folder = dirname(filePath);
  const isDisc = discFolders.test(folder);
  const path = isDisc ? dirname(folder) : filePath;
  return {
    path,
    folder: isDisc ? path : folder,
    baseName: (isPart) => (isDisc ? path.slice(path.lastIndexOf("/") + 1) : baseNameOf({ filePath, isPart })),
  };
}

function addEpisodeFile(
  wanted: Wanted,
  facts: ShowFacts,
  { episodes, beforeOf }: { episodes: readonly EpisodeFacts[]; beforeOf: BeforeOf },
): void {
  const [first] = episodes;
  if (!first) return;
  const { naming } = facts;
  const place = placeOfEpisode(first.episode.filePath);
  const { folder } = place;
  const baseName = place.baseName(first.parts.filter(({ kind }) => kind === "part").length > 1);
  const nfoName = episodeNfoName(naming, baseName);
  if (nfoName !== null) {
    const owners = episodes.map((one) => ({
      entityType: "episode" as const,
      entityId: one.episode.id,
      numbers: { season: one.episode.seasonNumber, episode: one.episode.episodeNumber },
      entityOf: (before: Parameters<typeof nfoOfEpisode>[2]) => nfoOfEpisode(facts, one, before),
    }));
    addNfo(wanted, { path: join(folder, nfoName), kind: "episode", owners, beforeOf });
  }
  // One file has one picture: that of its first episode that has any.
  const shown = episodes.find(({ pictures }) => pictures.some(({ file }) => file !== null)) ?? first;
  addPictures(wanted, {
    profile: naming.profile,
    folder,
    pictures: shown.pictures.slice(0, 1),
    kindOf: (type) => kindOfEpisodePicture(shown.episode.id, type),
    nameOf: ({ type }) => episodePictureName(naming, { baseName, type }),
  });
}
