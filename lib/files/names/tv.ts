import { subtitleExtensions } from "../media-types.ts";
import { lastWords, readSubtitleName } from "../subtitle-names.ts";
import type { EpisodeMark } from "./mark.ts";
import { type PathParts, splitPath } from "./path-parts.ts";
import type { Release } from "./release.ts";
import { cleanTitle, foldTitle } from "./text.ts";
import { knownFolders, type Place } from "./tv-folders.ts";
import { type Numbered, readNumbered, type Said } from "./tv-numbered.ts";
import type { ParsedName } from "./types.ts";

/** Reads the path of an episode's file: the show from its folder, the numbers from the file's name. */
export function parseTvName(input: string): ParsedName {
  const path = splitPath(input);
  const subtitle = takeSubtitleWords(path);
  const place = knownFolders(path.folders.join("/"));
  const file = readNumbered(subtitle.base, {
    folderSeason: place.season,
    extra: path.extra,
    hasShow: place.show !== null,
    showTitle: place.show?.title ?? null,
  });
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
    isSpecial: seasonNumber === 0 || mark?.episodeNumbers.join() === "0" || (mark?.isSpecial ?? false),
    seriesTitle: show.title,
    part: file.part ?? mark?.part ?? null,
    extra: file.extra,
    resolution: pick((tail) => tail.tags.resolution),
    source: pick((tail) => tail.tags.source) ?? path.disc,
    videoCodec: pick((tail) => tail.tags.videoCodec),
    audioCodec: pick((tail) => tail.tags.audioCodec),
    hdr: list((tail) => tail.tags.hdr),
    languages: subtitle.language === null ? list((tail) => tail.tags.languages) : [subtitle.language],
    releaseGroup: pickGroup(tails.map((tail) => tail.releaseGroup)),
    container: path.container,
  };
}

/** `Title.en.forced.srt`: the language of a subtitle and what it is for are no part of a title; `Is` and `It` may be. */
function takeSubtitleWords({ base, container }: PathParts): { base: string; language: string | null } {
  const words = subtitleExtensions.has(container ?? "") ? lastWords(base) : "";
  if (words === "" || /(?:^|\.)\p{Lu}\p{Ll}{1,2}(?:\.|$)/u.test(words)) return { base, language: null };
  return {
    base: base.slice(0, -words.length - 1),
    language: readSubtitleName(`${base}.${container}`, words).language,
  };
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
    mark.seasonNumber !== 0 &&
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
