import { takeExtraSuffix } from "./extras.ts";
import { findEpisodeMark } from "./find-mark.ts";
import { findTags } from "./find-tags.ts";
import { takeIds } from "./ids.ts";
import type { EpisodeMark } from "./mark.ts";
import { findOpening } from "./mark-other.ts";
import { type Part, takePart } from "./parts.ts";
import type { PathParts } from "./path-parts.ts";
import { prepareName } from "./prepare.ts";
import type { Release } from "./release.ts";
import { remember } from "./remember.ts";
import { readTvTail, type TvTail } from "./tv-tail.ts";
import { readTvTitle, takeLeadingGroup } from "./tv-title.ts";
import type { ParsedName } from "./types.ts";

/** What a stretch of a name says about its file. */
export type Said = Pick<TvTail, "edition" | "releaseGroup" | "tags">;

export type Numbered = {
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

/** `S01E02.part1` is half of an episode, `Title.Part4` is the fourth of a mini series. */
function takeStacked(
  name: string,
  { folderSeason, isExtra }: { folderSeason: number | null; isExtra: boolean },
): Part | null {
  const stacked = takePart(name);
  if (!stacked?.isCertain) return null;
  const isDisc = !/^[\s._-]*[[(]?p/iu.test(name.slice(stacked.rest.length));
  return isDisc || isExtra || findEpisodeMark(stacked.rest, { folderSeason, isAnime: false }) ? stacked : null;
}

/** `[Title] S01E02` without a folder: what stands in the bracket is the show. */
function takeGroup(name: string, { hasShow }: { hasShow: boolean }): { group: string | null; text: string } {
  const taken = takeLeadingGroup(name);
  const isTitle = !hasShow && taken.group !== null && /^\[?s\d{1,4}e\d/iu.test(taken.text);
  return isTitle ? { group: null, text: `${taken.group} ${taken.text}` } : taken;
}

/** Between spaces the point of `J.Storm - 103` belongs to the title, as does any single one behind `[Group]`. */
const initialAhead = /^\p{Lu}\.\p{Lu}[\p{L}-]+$/u;
const pointAhead = /^[\p{L}\p{N}-]+\.[\p{L}\p{N}-]+$/u;

/** `2024-03-15 - Show - Name`, `2024.03.15.Show`, `S01E02 - Show - Name` without a folder: the show stands behind. */
function takeShowBehind(
  title: string | null,
  { isDotted, mark }: { isDotted: boolean; mark: EpisodeMark },
): { show: string; name: string | null } | null {
  const [show = "", ...names] = title?.split(" - ") ?? [];
  const isAlone = names.length === 0 && !(isDotted && mark.airDate !== null);
  if (title === null || isAlone) return null;
  return { show, name: names.length > 0 ? names.join(" - ") : null };
}

/** `30 Rock - 01` in the folder `30 Rock`: a number of the title is no episode's. The text keeps its length. */
function hideTitle(text: string, title: string | null): string {
  const start = (title === null ? null : numberedTitle(title))?.exec(text)?.[0] ?? "";
  return start.replaceAll(/\d/g, "x") + text.slice(start.length);
}

/** How a title with a number begins a name; null without a number. Made once for all files of a show: it takes long. */
const numberedTitle = remember((title): RegExp | null => {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (!words.some((word) => /\d/.test(word))) return null;
  return new RegExp(`^${words.join("[^\\p{L}\\p{N}]{1,3}")}(?![\\p{L}\\p{N}])`, "iu");
});

/** Reads one name, of a file or of a release's folder. */
export function readNumbered(
  name: string,
  {
    folderSeason,
    extra,
    hasShow,
    showTitle = null,
  }: {
    folderSeason: number | null;
    extra: PathParts["extra"];
    hasShow: boolean;
    /** Of the folder: numbers in it are none of an episode. */
    showTitle?: string | null;
  },
): Numbered {
  const suffix = takeTvSuffix(name);
  const { ids, rest } = takeIds(prepareName(suffix?.rest ?? name));
  const isExtra = extra !== null || suffix !== null;
  const stacked = takeStacked(rest, { folderSeason, isExtra });
  const { group, text } = takeGroup(stacked?.rest ?? rest, { hasShow });
  const opening = isExtra ? null : findOpening(text);
  const context = { folderSeason, isAnime: group !== null };
  const searched = hideTitle(text, showTitle);
  const certain = findEpisodeMark(searched, context, { isCertain: true });
  const mark = certain ?? (isExtra || opening ? null : findEpisodeMark(searched, context));
  const end = mark ?? opening ?? { start: text.length, end: text.length };
  const ahead = text.slice(0, end.start);
  const named = readTvTitle(ahead, { hasMark: mark !== null || opening !== null });
  const isPointed = text.charAt(end.start) === " " && (group === null ? initialAhead : pointAhead).test(ahead);
  const show = isPointed ? { ...named, title: ahead } : named;
  const read = readTvTail(mark || opening ? text.slice(end.end) : text, {
    group,
    hasMark: mark !== null || opening !== null,
  });
  const behind =
    !hasShow && certain?.start === 0
      ? takeShowBehind(read.episodeTitle, { isDotted: /^\S*$/.test(text), mark: certain })
      : null;
  return {
    mark,
    before: { tags: findTags(text.slice(0, end.start), null), edition: null, releaseGroup: null },
    isCertain: certain !== null,
    show: behind ? { ...show, title: behind.show } : show,
    tail: behind ? { ...read, episodeTitle: behind.name } : read,
    ids,
    part: stacked?.number ?? null,
    extra: extra ?? suffix?.type ?? (opening ? "other" : null),
  };
}
