import { takeExtraSuffix } from "./extras.ts";
import { findEpisodeMark } from "./find-mark.ts";
import { findTags } from "./find-tags.ts";
import { takeIds } from "./ids.ts";
import type { EpisodeMark } from "./mark.ts";
import { findOpening } from "./mark-other.ts";
import { takePart } from "./parts.ts";
import { type PathParts, splitPath } from "./path-parts.ts";
import { prepareName } from "./prepare.ts";
import { type Release, readRelease } from "./release.ts";
import { remember } from "./remember.ts";
import { isGenericFolder, readSeasonFolder } from "./season-folder.ts";
import { cleanTitle, foldTitle } from "./text.ts";
import { readTvTail, type TvTail } from "./tv-tail.ts";
import { readTvTitle, takeLeadingGroup } from "./tv-title.ts";
import type { ParsedName } from "./types.ts";

/** Reads the path of an episode's file: the show from its folder, the numbers from the file's name. */
export function parseTvName(input: string): ParsedName {
  const path = splitPath(input);
  const place = knownFolders(path.folders.join("/"));
  const file = readNumbered(path.base, { folderSeason: place.season, extra: path.extra });
  // A release's folder tells what the file's own name hides.
  const isHidden = place.episode !== null && (file.mark === null || !file.isCertain || isScrambled(path.base));
  const named = isHidden && place.episode ? place.episode : file;
  const { mark } = named;
  const isNameless = path.extra !== null && mark === null;
  const above = place.show ?? (isNameless || named.show.title === null ? place.generic : null);
  const show = isNameless && above ? above : pickShow(named.show, above, place.hasSeasonFolder);
  const seasonNumber = mark?.seasonNumber ?? place.season;
  const tails = [named.tail, named.before, ...place.said];
  const pick = (read: (tail: Said) => string | null) => tails.map(read).find((value) => value !== null) ?? null;
  const list = (read: (tail: Said) => string[]) => tails.map(read).find((value) => value.length > 0) ?? [];
  return {
    input,
    title: show.title,
    year: show.year ?? named.tail.year,
    edition: pick((tail) => tail.edition),
    ids: {
      tmdb: file.ids.tmdb ?? place.ids.tmdb,
      imdb: file.ids.imdb ?? place.ids.imdb,
      tvdb: file.ids.tvdb ?? place.ids.tvdb,
    },
    seasonNumber,
    episodeNumbers: mark?.episodeNumbers ?? [],
    absoluteNumbers: mark?.absoluteNumbers ?? [],
    airDate: mark?.airDate ?? null,
    episodeTitle: isPack(mark) ? null : (named.tail.episodeTitle ?? nameBehind(file, show.title, place)),
    isSpecial: seasonNumber === 0 || (mark?.isSpecial ?? false),
    seriesTitle: show.title,
    part: file.part ?? mark?.part ?? null,
    extra: file.extra,
    resolution: pick((tail) => tail.tags.resolution),
    source: pick((tail) => tail.tags.source) ?? path.disc,
    videoCodec: pick((tail) => tail.tags.videoCodec),
    audioCodec: pick((tail) => tail.tags.audioCodec),
    hdr: list((tail) => tail.tags.hdr),
    languages: list((tail) => tail.tags.languages),
    releaseGroup: pickGroup(tails.map((tail) => tail.releaseGroup)),
    container: path.container,
  };
}

/** What a stretch of a name says about its file. */
type Said = Pick<TvTail, "edition" | "releaseGroup" | "tags">;

type Numbered = {
  before: Said;
  mark: EpisodeMark | null;
  isCertain: boolean;
  show: Release;
  tail: TvTail;
  ids: ParsedName["ids"];
  part: number | null;
  extra: ParsedName["extra"];
};

/** `S00E01 - Behind the Scenes` is the title of an episode; `S00E01-behindthescenes` is an extra of it. */
function takeTvSuffix(name: string) {
  const suffix = takeExtraSuffix(name);
  if (suffix === null) return null;
  const isTitle = /^\s-\s/.test(name.slice(suffix.rest.length)) && episodeAtEnd.test(suffix.rest);
  return isTitle ? null : suffix;
}

const episodeAtEnd = /s\d{1,4}[ ._-]?e\d{1,4}$/iu;

/** Reads one name, of a file or of a release's folder. */
function readNumbered(
  name: string,
  { folderSeason, extra }: { folderSeason: number | null; extra: PathParts["extra"] },
): Numbered {
  const suffix = extra === null ? takeTvSuffix(name) : null;
  const { ids, rest } = takeIds(prepareName(suffix?.rest ?? name));
  const stacked = takePart(rest);
  const { group, text } = takeLeadingGroup(stacked?.isCertain ? stacked.rest : rest);
  const isExtra = extra !== null || suffix !== null;
  const opening = isExtra ? null : findOpening(text);
  const context = { folderSeason, isAnime: group !== null };
  const certain = findEpisodeMark(text, context, { isCertain: true });
  const mark = certain ?? (isExtra || opening ? null : findEpisodeMark(text, context));
  const end = mark ?? opening ?? { start: text.length, end: text.length };
  const show = readTvTitle(text.slice(0, end.start), { hasMark: mark !== null || opening !== null });
  return {
    mark,
    before: { tags: findTags(text.slice(0, end.start), null), edition: null, releaseGroup: null },
    isCertain: certain !== null,
    show,
    tail: readTvTail(mark || opening ? text.slice(end.end) : text, {
      group,
      hasMark: mark !== null || opening !== null,
    }),
    ids,
    part: stacked?.isCertain ? stacked.number : null,
    extra: extra ?? suffix?.type ?? (opening ? "other" : null),
  };
}

type Place = {
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

const knownFolders = remember((folders) => readFolders(folders === "" ? [] : folders.split("/")));

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
    const season = readSeasonFolder(folder, { hasParent: at + 1 < folders.length });
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
    const episode = findsEpisode(folder) ? readNumbered(folder, { folderSeason: null, extra: null }) : null;
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

/** The folder's title wins where there is one; the year may stand in either. */
function pickShow(
  file: Release,
  folder: Release | null,
  hasSeasonFolder: boolean,
): { title: string | null; year: number | null } {
  if (folder?.title == null) return file;
  if (file.title === null) return folder;
  const [inFile, inFolder] = [foldTitle(file.title), foldTitle(folder.title)];
  const isSame = inFile === inFolder || inFolder.startsWith(inFile) || inFile.startsWith(inFolder);
  if (!hasSeasonFolder && !isSame && folder.tags.spans.length > 0) return file;
  return { title: folder.title, year: folder.year ?? (isSame ? file.year : null) };
}

/** `Show/Specials/Show - The Boat`: without a number, what stands behind the show's title is the episode's. */
function nameBehind(file: Numbered, show: string | null, place: Place): string | null {
  const name = file.show.title;
  if (file.mark || file.extra || place.episode || !place.hasSeasonFolder || name === null || show === null) return null;
  if (foldTitle(name) === foldTitle(show) || !/\p{L}{2}/u.test(name)) return null;
  const isBehind = name.toLowerCase().startsWith(`${show.toLowerCase()} `);
  return isBehind ? cleanTitle(name.slice(show.length)) : name;
}

/** A whole season has no title of one episode. */
function isPack(mark: EpisodeMark | null): boolean {
  return (
    mark !== null &&
    mark.episodeNumbers.length + mark.absoluteNumbers.length === 0 &&
    mark.airDate === null &&
    !mark.isSpecial
  );
}

/** The file's, spelled as its folder does: files of releases are often in lower case. */
function pickGroup(groups: readonly (string | null)[]): string | null {
  const first = groups.find((group) => group !== null) ?? null;
  return groups.findLast((group) => group?.toLowerCase() === first?.toLowerCase()) ?? first;
}

/** Names of random letters, which only hide what a folder says. */
function isScrambled(base: string): boolean {
  return /^[\da-f]{16,}$|^[a-z\d]{20,}$/iu.test(base);
}
