import { findAbsoluteNumber, findEpisodeMark, findNumberInSeason } from "./episode.ts";
import { takeExtraSuffix } from "./extras.ts";
import { takeIds } from "./ids.ts";
import { takePart } from "./parts.ts";
import { splitPath } from "./path-parts.ts";
import { readRelease } from "./release.ts";
import { cleanTitle } from "./text.ts";
import type { ParsedName } from "./types.ts";

const seasonFolder =
  /(?:^|[\s._-])(?:season|series|staffel|saison|stagione|temporada|seizoen|book|s)[\s._-]?(\d{1,4})(?:\s?[-(].{0,80})?$/iu;
const specialsFolder = /^(?:specials?|season[\s._-]?0+|extras?|ova?s?)$/iu;

function seasonOf(folder: string | undefined): number | null {
  if (folder === undefined) return null;
  if (specialsFolder.test(folder)) return 0;
  const match = seasonFolder.exec(folder);
  return match ? Number(match[1]) : /^\d{1,2}$/.test(folder) ? Number(folder) : null;
}

/** Reads the path of an episode's file: the show from its folder, the numbers from the file's name. */
export function parseTvName(input: string): ParsedName {
  const path = splitPath(input);
  const folderSeason = seasonOf(path.folders[0]);
  const showFolder = folderSeason === null ? path.folders[0] : path.folders.find((name) => seasonOf(name) === null);
  const show = showFolder === undefined ? null : readRelease(showFolder);
  const suffix = path.extra ? null : takeExtraSuffix(path.base);
  const { ids, rest } = takeIds(suffix?.rest ?? path.base);
  const stacked = takePart(rest);
  const base = stacked?.isCertain ? stacked.rest : rest;
  const extra = path.extra ?? suffix?.type ?? null;
  const mark =
    extra !== null
      ? findEpisodeMark(base)
      : (findEpisodeMark(base) ??
        (folderSeason === null ? null : findNumberInSeason(base, folderSeason)) ??
        findAbsoluteNumber(base));
  const before = readRelease(mark ? base.slice(0, mark.start) : base);
  const after = readRelease(mark ? `x${base.slice(mark.end)}` : "");
  const { tags } = readRelease(`x ${mark ? base.slice(mark.end) : base}`);
  const seriesTitle = show?.title ?? before.title;
  const seasonNumber =
    mark?.seasonNumber ?? (mark && mark.absoluteNumbers.length === 0 && mark.airDate === null ? folderSeason : null);
  return {
    input,
    title: seriesTitle,
    year: show?.year ?? before.year,
    edition: after.edition,
    ids: {
      tmdb: ids.tmdb ?? show?.ids.tmdb ?? null,
      imdb: ids.imdb ?? show?.ids.imdb ?? null,
      tvdb: ids.tvdb ?? show?.ids.tvdb ?? null,
    },
    seasonNumber: seasonNumber ?? folderSeason,
    episodeNumbers: mark?.episodeNumbers ?? [],
    absoluteNumbers: mark?.absoluteNumbers ?? [],
    airDate: mark?.airDate ?? null,
    episodeTitle: mark ? episodeTitle(base.slice(mark.end)) : null,
    isSpecial: (seasonNumber ?? folderSeason) === 0,
    seriesTitle,
    part: stacked?.isCertain ? stacked.number : null,
    extra,
    resolution: tags.resolution,
    source: tags.source,
    videoCodec: tags.videoCodec,
    audioCodec: tags.audioCodec,
    hdr: tags.hdr,
    languages: tags.languages,
    releaseGroup: leadingGroup(path.base) ?? after.releaseGroup,
    container: path.container,
  };
}

/** What stands between the numbers and the first tag. */
function episodeTitle(text: string): string | null {
  const { tags } = readRelease(`x${text}`);
  const end = tags.spans.find((span) => span.start > 0)?.start ?? text.length + 1;
  return cleanTitle(
    text
      .slice(0, Math.max(0, end - 1))
      .replace(/\[[^\]]{0,40}$/u, "")
      .replaceAll(/\[[^\][]{0,40}\]/gu, " "),
  );
}

function leadingGroup(name: string): string | null {
  return /^\[([^\][]{2,30})\]/u.exec(name)?.[1] ?? null;
}
