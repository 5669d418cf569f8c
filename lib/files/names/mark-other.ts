import { aMark, type MarkReader } from "./mark.ts";
import { skipVersion } from "./mark-pack.ts";
import { isPictureNumber, readList } from "./numbers.ts";
import { namedSpecials, wordEnd } from "./words.ts";

/** `01 - Title`, `105`, `1-2` in a folder that already gives the season, or of a show with one season. */
const leading =
  /^(?:\[|\()?(\d{1,4})(?:\]|\))?(?:v\d)?(?:[\s.]{0,2}(?:сери[яи]|выпуск|folge|b[öo]l[üu]m|r[ée]sz)(?![\w\u00c0-\u052f]))?(?=\s?[-–.,+&~:]|\s+|$)(?![-.]\d{1,2}[-.]\d)/u;

export const readLeadingNumber: MarkReader = (text, { folderSeason }) => {
  const match = leading.exec(text);
  const digits = match?.[1] ?? "";
  if (!match || /^(?:19|20)\d\d$/.test(digits)) return null;
  const number = Number(digits);
  const isGlued = digits.length >= 3 && folderSeason !== null && Math.floor(number / 100) === folderSeason;
  const first = isGlued ? number % 100 : number;
  const rest = text.slice(match[0].length);
  const glued = isGlued ? new RegExp(`^[-+&]\\s?0?${folderSeason}0?(\\d{1,2})(?!\\d)`, "u").exec(rest) : null;
  // 4-09 and 04.09 in the folder of season 4 are its ninth episode.
  const joint = digits.length === 1 ? /^[-.](\d{2})(?!\d|[-.]\d)/u : /^\.(\d{2})(?!\d|[-.]\d)/u;
  const crossed = first === folderSeason && digits.length < 3 ? joint.exec(rest) : null;
  if (crossed) {
    return aMark({
      seasonNumber: folderSeason,
      episodeNumbers: [Number(crossed[1])],
      start: 0,
      end: match[0].length + crossed[0].length,
    });
  }
  const { numbers, end } = glued
    ? readList(`x-${glued[1]}`, 1, { first, allowsWords: false })
    : readList(text, match[0].length, { first, allowsWords: false });
  const stop = glued ? match[0].length + glued[0].length : end;
  if (/^(?:[-.]?bit|(?:st|nd|rd|th)(?!\p{L}))/iu.test(text.slice(stop))) return null;
  return aMark({ seasonNumber: folderSeason ?? 1, episodeNumbers: numbers, start: 0, end: skipVersion(text, stop) });
};

/** SP01, OVA 2, Special 3, S05.Special: what stands beside a show's episodes. */
const special =
  /(?<![\w\u00c0-\u052f])(?:(?:s\d{1,2}[\s._-]?)?(sp|(?:ova|oad|oav)s?|specials?|spezial|especial|spécial|extra)[\s._-]{0,3}(\d{1,3})(?!\p{N}|p)(?:v\d)?|((?:ova|oad|oav)s?|(?<=\s-\s)specials?(?=\s*(?:$|[[(]|-\s))|(?<=\S\s)sp(?=\s*[[(])|(?<=s\d{1,2}[\s._-]{1,3})specials?(?![\s._-](?:edition|features?|disc|cut)))(?![\w\u00c0-\u052f]))/iu;
const opening =
  /(?<![\w\u00c0-\u052f])(?:nc(?:op|ed)|creditless[\s._](?:op|ed)\w*|clean[\s._](?:opening|ending)|(?:op|ed)\s?\d{0,2}\s\(creditless\)|(?<=\s-\s)(?:pv|cm|menu)(?=\s?\d{0,2}\s*(?:$|[[(])))[\s._-]?(\d{1,2}[a-z]?)?(?:v\d)?(?![\w\u00c0-\u052f])/iu;

export const readSpecial: MarkReader = (text) => {
  const match = special.exec(text);
  if (!match) return null;
  const numbered = match[2];
  const behind = /^[\s._]*(?:-\s*)?(\d{1,2})(?=v\d|\s*(?:$|[[(]))/u.exec(text.slice(match.index + match[0].length));
  const number = numbered ?? behind?.[1];
  const end = match.index + match[0].length + (numbered === undefined ? (behind?.[0].length ?? 0) : 0);
  return aMark({
    seasonNumber: 0,
    episodeNumbers: number === undefined ? [] : [Number(number)],
    isSpecial: true,
    start: match.index,
    end,
  });
};

const named = new RegExp(`(?<=[\\p{L}\\p{N}!?.)'][\\s._-]{1,3})(?:${namedSpecials})${wordEnd}`, "iu");

/** Christmas Special, of a show or of one of its seasons: its name is the episode's title. */
export const readNamedSpecial: MarkReader = (text) => {
  const match = named.exec(text);
  if (!match || /(?:^|[\s._-])\d{1,3}[\s._-]+$/u.test(text.slice(0, match.index))) return null;
  return aMark({ seasonNumber: 0, isSpecial: true, start: match.index, end: match.index });
};

/** A creditless opening or ending of an anime, a promotion or a disc's menu: an extra. */
export function findOpening(text: string): { start: number; end: number } | null {
  const match = opening.exec(text);
  return match && { start: match.index, end: match.index + match[0].length };
}

/** `Show.102.HDTV`, `show 1203`, `show.0102`: the season and two digits; not behind an article (The 100) and not a year. */
const glued = /(?<=[\w\u00c0-\u052f!)'][\s._-]{1,3})(\d{1,2})(\d{2})(?=[\s._-]|$|[[(])/gu;
/** `103.104`, `103-104`: the season stands in each number. */
function readGluedList(text: string, at: number, { season, first }: { season: string; first: number }) {
  const next = new RegExp(`[\\s._-]${season}(\\d{2})(?=[\\s._-]|$)`, "y");
  const numbers = [first];
  let end = at;
  for (next.lastIndex = at; ; end = next.lastIndex) {
    const number = Number(next.exec(text)?.[1] ?? Number.NaN);
    if (number !== (numbers.at(-1) ?? 0) + 1) return { numbers, end };
    numbers.push(number);
  }
}

const article =
  /(?:^|[\s._])(?:the|area|studio|room|unit|channel|route|apollo|los|die|der|das|les|class|agent)[\s._]$/iu;

/** `bn117` in the folder of season 1: releases shorten the show's name. */
export const readShortenedName: MarkReader = (text, { folderSeason }) => {
  const match = new RegExp(`(?<=^\\p{L}{1,12}|-\\p{L}{1,12})${folderSeason}(\\d{2})(?![\\p{N}\\p{L}])`, "u").exec(text);
  if (!match || isPictureNumber(match[0])) return null;
  const place = { start: 0, end: match.index + match[0].length };
  return aMark({ seasonNumber: folderSeason, episodeNumbers: [Number(match[1])], ...place });
};

/** `Harbor 2.05 The Boat`: season and episode with a point between; not the sizes and rates of releases. */
const pointed =
  /(?<=\p{L}[!?')]?[\s.])([1-9]\d?)\.(\d{2})(?=\s*$|[\s.](?:-\s)?(?!\d{1,2}[\s.]|[gm]b(?!\p{L})|fps)[\p{L}\d])/iu;

export const readPointed: MarkReader = (text, { isAnime }) => {
  const match = isAnime ? null : pointed.exec(text);
  if (!match) return null;
  const place = { start: match.index, end: match.index + match[0].length };
  return aMark({ seasonNumber: Number(match[1]), episodeNumbers: [Number(match[2])], ...place });
};

export const readGluedNumber: MarkReader = (text, { isAnime }) => {
  if (isAnime) return null;
  for (const match of text.matchAll(glued)) {
    const [digits, season = "", episode = ""] = match;
    const isYear = digits.length === 4 && /^(?:19|20)/.test(digits);
    if (isYear || /^00?$/.test(season) || episode === "00" || isPictureNumber(digits)) continue;
    if (article.test(text.slice(0, match.index))) continue;
    const after = text.slice(match.index + digits.length);
    if (/^[.\s-]?(?:bits?|\d{1,2}(?!\d)|fps|kbps|mb)/iu.test(after)) continue;
    const { numbers, end } = readGluedList(text, match.index + digits.length, { season, first: Number(episode) });
    return aMark({ seasonNumber: Number(season), episodeNumbers: numbers, start: match.index, end });
  }
  return null;
};
