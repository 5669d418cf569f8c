export type EpisodeMark = {
  seasonNumber: number | null;
  episodeNumbers: number[];
  absoluteNumbers: number[];
  airDate: string | null;
  /** Where the mark stands in the name: the show's title is before it, the episode's behind. */
  start: number;
  end: number;
};

type Reader = (match: RegExpExecArray) => Omit<EpisodeMark, "start" | "end"> | null;

const none = { seasonNumber: null, episodeNumbers: [], absoluteNumbers: [], airDate: null };

/** From the most certain to the least. Each pattern has bounded repeats only. */
const readers: readonly [RegExp, Reader][] = [
  // S01E02, s1.e02, S01E01E02, S01E01-E03, S01E01-03, S2023E101.
  [
    /(?<![\p{L}\p{N}])s(\d{1,4})[\s._-]?[ex]p?[\s._]?(\d{1,4})((?:[\s._]?[-+&]?[\s._]?[ex]p?\d{1,4}|-\d{1,4}(?![\p{N}p]))*)/iu,
    (match) => ({ ...none, seasonNumber: Number(match[1]), episodeNumbers: expand(match[2], match[3]) }),
  ],
  // Season 1 Episode 2.
  [
    /(?<![\p{L}\p{N}])(?:season|staffel|saison)[\s._-]?(\d{1,4})[\s._,-]{1,3}(?:episode|folge|ep)[\s._-]?(\d{1,4})/iu,
    (match) => ({ ...none, seasonNumber: Number(match[1]), episodeNumbers: [Number(match[2])] }),
  ],
  // 1x02, 01x02x03, 1x01-02. Not 1920x1080.
  [
    /(?<![\p{L}\p{N}])(\d{1,2})x(\d{2,3})((?:[-x]\d{2,3}(?!\p{N}))*)(?![\p{L}\p{N}])/iu,
    (match) => ({ ...none, seasonNumber: Number(match[1]), episodeNumbers: expand(match[2], match[3]) }),
  ],
  // 2023-05-01, 2023.05.01.
  [/(?<!\p{N})((?:19|20)\d{2})[-._ ](\d{2})[-._ ](\d{2})(?!\p{N})/u, (match) => dated(match[1], match[2], match[3])],
  [/(?<!\p{N})(\d{2})[-._](\d{2})[-._]((?:19|20)\d{2})(?!\p{N})/u, (match) => dated(match[3], match[2], match[1])],
];

export function findEpisodeMark(name: string): EpisodeMark | null {
  for (const [pattern, read] of readers) {
    const match = pattern.exec(name);
    const found = match && read(match);
    if (match && found) return { ...found, start: match.index, end: match.index + match[0].length };
  }
  return null;
}

/** A range such as 1-3 holds the numbers between; a file of more than fifty episodes is a mistake. */
function expand(first = "", more = ""): number[] {
  const numbers = [Number(first)];
  for (const [, sign = "", digits = ""] of more.matchAll(/([-+&]?)[\s._]?(?:[ex]p?)?(\d{1,4})/giu)) {
    const last = numbers.at(-1) ?? 0;
    const next = Number(digits);
    if (sign === "-" && next - last > 50) continue;
    if (sign === "-") for (let at = last + 1; at < next; at += 1) numbers.push(at);
    if (next > last) numbers.push(next);
  }
  return numbers;
}

function dated(year = "", month = "", day = ""): Omit<EpisodeMark, "start" | "end"> | null {
  const airDate = `${year}-${month}-${day}`;
  const date = new Date(`${airDate}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(airDate) ? null : { ...none, airDate };
}

/** `01 - Title`, `E05`, `Episode 7`, `105` in a folder that already gives the season. */
export function findNumberInSeason(name: string, seasonNumber: number): EpisodeMark | null {
  const named = /(?<![\p{L}\p{N}])(?:episode|folge|ep|e)[\s._-]?(\d{1,3})(?![\p{L}\p{N}])/iu.exec(name);
  const leading = /^(\d{1,3})(?:-(\d{1,3}))?(?=\s?[-–.]\s?|\s+|$)(?!-\d)/u.exec(name);
  const match = named ?? leading;
  if (!match) return null;
  const number = Number(match[1]);
  const isGlued = !named && match[1]?.length === 3 && Math.floor(number / 100) === seasonNumber;
  const episodeNumbers = expand(String(isGlued ? number % 100 : number), match[2] === undefined ? "" : `-${match[2]}`);
  return { ...none, seasonNumber, episodeNumbers, start: match.index, end: match.index + match[0].length };
}

/** Anime: `[Group] Title - 012v2 [1080p]`, `Title - 01-02`, `Title 05`. */
export function findAbsoluteNumber(name: string): EpisodeMark | null {
  const match =
    /\s-\s(?:e|ep|episode\s?)?(\d{1,4})(?:-(\d{1,4}))?(?:v\d)?(?=\s|$|\[|\()/iu.exec(name) ??
    /(?<=\p{L}[\s._])(\d{2,3})(?:v\d)?(?=\s*$|\s?[[(])/u.exec(name);
  if (!match) return null;
  const absoluteNumbers = expand(match[1], match[2] === undefined ? "" : `-${match[2]}`);
  return { ...none, absoluteNumbers, start: match.index, end: match.index + match[0].length };
}
