import { takeExtraSuffix } from "./extras.ts";
import { takeInnerPart, takePart } from "./parts.ts";
import { splitPath } from "./path-parts.ts";
import { type Release, readRelease } from "./release.ts";
import { foldTitle } from "./text.ts";
import type { ParsedName } from "./types.ts";

/** Names that programs give, which name no film. */
const generic =
  /^(?:movie|video|film|feature|main|title(?:_?t?\d{0,3})?|index|\d{5}|vts_\d\d_\d|video_ts|[\da-f]{16,}|untitled|sample|trailer|theme)$/iu;

/** Folders of several films, and how those number them: `1. Film (1999)`, `#2 Film (2001)`, `03 Film (2003)`. */
const collection =
  /(?<!\p{L})(?:collection|saga|anthology|boxset|box set|(?:tri|quadri|penta|hexa|duo)logy)(?!\p{L})/iu;
const placeInCollection = /^(?:#\d{1,2}[\s.]+|\d{1,2}(?:\s?[-–]\s+|\.\s+)|0\d{1,2}\s+)(?=.*\p{L}.*(?:19|20)\d\d)/iu;

/** Reads the path of a film's file: the folder names the film when it is the clearer of the two. */
export function parseMovieName(input: string): ParsedName {
  const path = splitPath(input);
  const folder = path.folders[0] === undefined ? null : readRelease(path.folders[0]);
  const suffix = takeExtraSuffix(path.base);
  // extras/trailer.mkv
  const own = path.extra === "other" ? suffix?.type : undefined;
  const extra = own ?? path.extra ?? suffix?.type ?? null;
  const bare = path.extra ? path.base : (suffix?.rest ?? path.base);
  const base = collection.test(path.folders[0] ?? "") ? bare.replace(placeInCollection, "") : bare;
  const stacked = takeStackedPart(base, folder);
  const isNameless = path.disc !== null || generic.test(base) || base === "" || path.extra !== null;
  const file = readRelease(isNameless ? "" : (stacked?.rest ?? base));
  const named = folder && isFolderClearer(file, folder) ? folder : file;
  const other = named === file ? folder : file;
  // A folder of many films says nothing about one of them.
  const same = other && isSameFilm(named, other) ? other : null;
  const { tags } = file;
  // An extra is another file than the film: its folder says nothing about its picture.
  const fallback = path.extra !== null ? null : named === folder ? folder : same;
  const pick = (read: (release: Release) => string | null) => read(file) ?? (fallback ? read(fallback) : null);
  return {
    input,
    title: bestSpelled(named.title, same?.title) ?? other?.title ?? null,
    year: named.year ?? same?.year ?? null,
    edition: pick((release) => release.edition) ?? labelOf(file, folder),
    ids: mergeIds(file.ids, folder?.ids),
    seasonNumber: null,
    episodeNumbers: [],
    absoluteNumbers: [],
    airDate: null,
    episodeTitle: null,
    isSpecial: false,
    seriesTitle: null,
    part: stacked?.number ?? path.discFolderNumber,
    extra,
    resolution: pick((release) => release.tags.resolution),
    source: pick((release) => release.tags.source) ?? path.disc,
    videoCodec: pick((release) => release.tags.videoCodec),
    audioCodec: pick((release) => release.tags.audioCodec),
    hdr: tags.hdr.length > 0 ? tags.hdr : (fallback?.tags.hdr ?? []),
    languages: tags.languages.length > 0 ? tags.languages : (fallback?.tags.languages ?? []),
    releaseGroup: bestSpelled(
      pick((release) => release.releaseGroup),
      fallback?.releaseGroup,
    ),
    container: path.container,
  };
}

/** `part 2` is part of a title unless the year stands before it, or the folder has the title without it. */
function takeStackedPart(base: string, folder: Release | null) {
  const found = takePart(base) ?? takeInnerPart(base);
  if (!found) return null;
  const without = readRelease(found.rest);
  const isFolderTitle =
    folder?.title != null && without.title !== null && foldTitle(folder.title) === foldTitle(without.title);
  const isFolderPart =
    !found.isCertain &&
    without.year === null &&
    folder?.title != null &&
    foldTitle(folder.title) === foldTitle(readRelease(base).title ?? "");
  if (isFolderPart) return null;
  return found.isCertain || without.year !== null || isFolderTitle ? found : null;
}

function isFolderClearer(file: Release, folder: Release): boolean {
  if (folder.title === null) return false;
  if (file.title === null) return true;
  if (file.year !== null) {
    if (file.year !== folder.year) return false;
    return folder.isYearCertain && !file.isYearCertain;
  }
  // "Best of 2010" names no film: a bare year needs the company of tags or of the same title.
  const isSameTitle = foldTitle(file.title) === foldTitle(folder.title);
  const isRelease = folder.year !== null && (folder.isYearCertain || folder.tags.spans.length > 0 || isSameTitle);
  return isRelease || Object.values(folder.ids).some((id) => id !== null);
}

function isSameFilm(named: Release, other: Release): boolean {
  if (named.year !== null && other.year !== null && named.year !== other.year) return false;
  if (named.title === null || other.title === null) return true;
  const [a, b] = [foldTitle(named.title), foldTitle(other.title)];
  return a === b || (other.year !== null && (a.startsWith(b) || b.startsWith(a))) || named.year === other.year;
}

function mergeIds(file: ParsedName["ids"], folder: ParsedName["ids"] | undefined): ParsedName["ids"] {
  return {
    tmdb: file.tmdb ?? folder?.tmdb ?? null,
    imdb: file.imdb ?? folder?.imdb ?? null,
    tvdb: file.tvdb ?? folder?.tvdb ?? null,
  };
}

/** Files of releases are often in lower case; their folder knows better. */
function bestSpelled(text: string | null, other: string | null | undefined): string | null {
  const isSame = text !== null && other != null && text === text.toLowerCase() && text === other.toLowerCase();
  return isSame ? other : text;
}

/** Jellyfin's versions: `Title (Year) - Label` in a folder of the same title. */
function labelOf(file: Release, folder: Release | null): string | null {
  const isVersion = file.title !== null && folder?.title != null && foldTitle(file.title) === foldTitle(folder.title);
  return isVersion ? file.label : null;
}
