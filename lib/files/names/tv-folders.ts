import { findEpisodeMark } from "./find-mark.ts";
import { prepareName } from "./prepare.ts";
import { type Release, readRelease } from "./release.ts";
import { remember } from "./remember.ts";
import { isGenericFolder, readSeasonFolder } from "./season-folder.ts";
import { foldTitle } from "./text.ts";
import { type Numbered, readNumbered, type Said } from "./tv-numbered.ts";
import { readTvTail } from "./tv-tail.ts";
import { readTvTitle } from "./tv-title.ts";
import type { ParsedName } from "./types.ts";

/** What the folders above a file say. */
export type Place = {
  season: number | null;
  hasSeasonFolder: boolean;
  show: Release | null;
  /** `TV Shows` and the like: better than nothing. */
  generic: Release | null;
  /** What a folder such as `Show.S01E02.1080p-GRP` says by itself. */
  episode: Numbered | null;
  /** What such a folder, or that of a season, says about its files. */
  said: Said[];
  ids: ParsedName["ids"];
};

/** Reads folders, the nearest first, joined with `/`. */
export const knownFolders = remember((folders) => readFolders(folders === "" ? [] : folders.split("/")));

/** Walks up the folders: those of seasons first, then the show's. */
function readFolders(folders: readonly string[]): Place {
  const place: Place = {
    season: null,
    hasSeasonFolder: false,
    show: null,
    generic: null,
    episode: null,
    said: [],
    ids: { tmdb: null, imdb: null, tvdb: null },
  };
  for (const [at, folder] of folders.entries()) {
    // Whatever its name, the folder above that of a season is the show's.
    if (isGenericFolder(folder) && !(place.hasSeasonFolder && place.show === null)) {
      place.generic ??= readTvTitle(folder, { hasMark: false });
      continue;
    }
    // A number above the folder of a season is the title of the show, as 24 and 1923 are.
    const season = readSeasonFolder(folder, { hasParent: at + 1 < folders.length && !place.hasSeasonFolder });
    if (season) {
      place.season ??= season.seasonNumber;
      place.hasSeasonFolder = true;
      place.said.push(readTvTail(season.after, { group: null, hasMark: true }));
      const before = readTvTitle(season.before, { hasMark: true });
      if (before.title === null) continue;
      place.show ??= before;
      place.ids = readRelease(folder).ids;
      if (before.year !== null) break;
      continue;
    }
    const episode = findsEpisode(folder)
      ? readNumbered(folder, { folderSeason: null, extra: null, hasShow: true })
      : null;
    const show = episode?.show ?? readTvTitle(prepareName(folder), { hasMark: false });
    place.episode ??= episode;
    if (episode) place.said.push(episode.tail);
    place.ids = show.ids;
    // The folder of the show above `Show.S02.1080p-GRP` knows its year.
    const isSame = place.show?.title != null && foldTitle(place.show.title) === foldTitle(show.title ?? "");
    if (place.show === null || isSame || place.show.title === null) place.show = show;
    if (!episode) break;
  }
  return place;
}

function findsEpisode(folder: string): boolean {
  return findEpisodeMark(prepareName(folder), { folderSeason: null, isAnime: false }, { isCertain: true }) !== null;
}
