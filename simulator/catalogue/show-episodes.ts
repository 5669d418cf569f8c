import { hashText, objectId, seededRandom } from "./seed.ts";
import type { Episode, EpisodeGroup, Season, SeasonEntry, ShowEntry } from "./show.ts";
import { credits, pair, split } from "./text.ts";

const DAY = 86_400_000;
const longDate = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

/** The seasons and other orders of an entry. */
export function readEpisodes(entry: ShowEntry): { seasons: Season[]; groups: EpisodeGroup[] } {
  const people = peopleOf(entry);
  const entries = entry.seasons.map((season, index) => ({ ...season, number: season.number ?? index + 1 }));
  const last = entries.at(-1)?.number;
  let absolute = 0;
  const seasons = [...(entry.specials ? [{ ...entry.specials, number: 0 }] : []), ...entries].map((season) => {
    const made = readSeason(entry, season, { people, absoluteFrom: season.number === 0 ? null : absolute });
    if (season.number > 0) absolute += made.episodes.length;
    const finale = made.episodes.at(-1);
    const isOver = entry.status === "Ended" || entry.status === "Canceled";
    if (finale && season.number > 0) finale.finale = season.number === last && isOver ? "series" : "season";
    return made;
  });
  const byPlace = new Map(seasons.flatMap((season) => season.episodes).map((episode) => [placeOf(episode), episode]));
  setDvdOrder(entry, byPlace);
  return { seasons, groups: readGroups(entry, byPlace) };
}

const placeOf = ({ season, number }: { season: number; number: number }) => `${season}x${number}`;

function readSeason(
  entry: ShowEntry,
  season: SeasonEntry & { number: number },
  { people, absoluteFrom }: { people: People; absoluteFrom: number | null },
): Season {
  const written = split(season.titles ?? "", ";");
  const german = split(season.de ?? "", ";");
  const original = split(season.original ?? "", ";");
  const dates = airDates(season);
  const total = Math.max(season.count ?? 0, written.length);
  const key = `${entry.tmdb}:${season.number}`;
  return {
    number: season.number,
    title: season.name ?? (season.number === 0 ? "Specials" : `Season ${season.number}`),
    overview: season.number === 0 ? "" : `Season ${season.number} of ${entry.title}, with ${total} episodes.`,
    tmdbId: inventedId(`tmdb season ${key}`),
    tvdbId: inventedId(`tvdb season ${key}`),
    episodes: Array.from({ length: total }, (_, index) => {
      const number = index + 1;
      const [own, text] = readTitle(written[index] ?? "");
      const aired = dates(own);
      const titles = new Map<string, string>();
      const deTitle = german[index];
      const originalTitle = original[index];
      if (deTitle !== undefined) titles.set("de", deTitle);
      if (originalTitle !== undefined) titles.set(entry.original?.language ?? "en", originalTitle);
      return episodeOf(entry, season, {
        people,
        number,
        absolute: absoluteFrom === null ? null : absoluteFrom + number,
        title: text || season.known?.[number] || titleByRule(entry, season, { number, aired }),
        titles,
        aired,
      });
    }),
  };
}

/** "@2008-02-10 Title" → date and title. */
function readTitle(text: string): [date: string | undefined, title: string] {
  const match = /^@([\d-]+)\s*(.*)$/.exec(text);
  return match === null ? [undefined, text] : [match[1], match[2] ?? ""];
}

/** Gives one date after another; a date of its own is taken and counted on from. */
function airDates({ from, every = 7, weekdays }: SeasonEntry): (own: string | undefined) => string {
  let next = from;
  return (own) => {
    const date = own ?? next ?? "";
    if (date.length === 10) next = followingDate(date, { every, weekdays });
    return date;
  };
}

function followingDate(
  date: string,
  { every, weekdays }: { every: number; weekdays: readonly number[] | undefined },
): string {
  let at = Date.parse(`${date}T00:00:00Z`) + (weekdays ? DAY : every * DAY);
  while (weekdays && !weekdays.includes(new Date(at).getUTCDay())) at += DAY;
  return new Date(at).toISOString().slice(0, 10);
}

const qualities =
  "Quiet,Broken,Second,Hollow,Borrowed,Golden,Crooked,Paper,Winter,Distant,Last,Blue,Hidden,Slow,Wild,Iron".split(",");
const things =
  "Harbour,Promise,Ladder,Witness,Orchard,Signal,Mirror,Bargain,Visitor,Bridge,Parade,Garden,Letter,Engine,Shadow,Tide,Clock,Border,Anthem,Secret".split(
    ",",
  );

/** An invented title, the same on every start; a daily show is named by its day. */
function titleByRule(
  entry: ShowEntry,
  season: SeasonEntry & { number: number },
  { number, aired }: { number: number; aired: string },
): string {
  if (season.named === "dates") return longDate.format(new Date(`${aired}T00:00:00Z`));
  const random = seededRandom(hashText(`${entry.tmdb}:${season.number}:${number}`));
  const pick = (words: string[]) => words[Math.floor(random() * words.length)] ?? "";
  return `The ${pick(qualities)} ${pick(things)}${random() < 0.3 ? ` of ${pick(things)} Street` : ""}`;
}

type People = ReturnType<typeof peopleOf>;

/** Whom the episodes take from; read once for all of them. */
function peopleOf(entry: ShowEntry) {
  return {
    directors: split(entry.directors ?? "", ","),
    writers: split(entry.writers ?? entry.creators ?? "", ","),
    guests: credits(entry.guests ?? ""),
    leads: credits(entry.cast).map(({ name, role }) => role || name),
  };
}

type Told = Pick<Episode, "number" | "absolute" | "title" | "titles" | "aired">;

function episodeOf(
  entry: ShowEntry,
  season: SeasonEntry & { number: number },
  { people, ...told }: Told & { people: People },
): Episode {
  const key = `${entry.tmdb}:${season.number}:${told.number}`;
  const random = seededRandom(hashText(key));
  const pickOf = (list: string[]) => list[Math.floor(random() * list.length)] ?? null;
  const minutes = season.minutes ?? entry.minutes;
  return {
    ...told,
    season: season.number,
    dvd: null,
    overview: overviewOf(people.leads, told, random()),
    runtimeMinutes: minutes + (minutes > 15 ? Math.floor(random() * 5) : 0),
    productionCode: season.number === 0 ? "" : `${season.number}${String(told.number).padStart(2, "0")}`,
    finale: null,
    tmdbId: inventedId(`tmdb episode ${key}`),
    tvdbId: inventedId(`tvdb episode ${key}`),
    tvmazeId: inventedId(`tvmaze episode ${key}`),
    imdbId:
      entry.imdb && season.number > 0 ? `tt8${String(hashText(`imdb ${key}`) % 100_000_000).padStart(8, "0")}` : null,
    director: pickOf(people.directors),
    writer: pickOf(people.writers),
    guests: people.guests.filter(() => random() < 0.3),
  };
}

function overviewOf(lead: string[], { title, number }: Told, chance: number): string {
  const someone = lead[Math.floor(chance * lead.length)] ?? "Somebody";
  // One in eleven has no text yet, as with every provider.
  return number % 11 === 0 ? "" : `${someone} is at the heart of “${title}”, and nothing goes as planned.`;
}

/** Ids are derived, so that adding a series changes no other one. */
function inventedId(key: string): number {
  return 1_000_000 + (hashText(key) % 1_000_000_000);
}

function setDvdOrder(entry: ShowEntry, byPlace: ReadonlyMap<string, Episode>): void {
  for (const [index, list] of (entry.dvd ?? []).entries()) {
    for (const [at, episode] of placesIn(list, byPlace).entries()) episode.dvd = { season: index + 1, number: at + 1 };
  }
}

/** "1x1-1x3 2x5" → those episodes; a range runs over seasons. */
function placesIn(list: string, byPlace: ReadonlyMap<string, Episode>): Episode[] {
  const order = [...byPlace.keys()];
  return split(list.replaceAll(",", " "), " ").flatMap((part) => {
    const [first = "", last = first] = part.split("-");
    const found = order.slice(order.indexOf(first), order.indexOf(last) + 1);
    if (!order.includes(first) || found.length === 0) throw new Error(`The catalogue has no episodes ${part}`);
    return found.flatMap((place) => byPlace.get(place) ?? []);
  });
}

/** Those that are written down, and the discs' and the absolute order where there are any. */
function readGroups(entry: ShowEntry, byPlace: ReadonlyMap<string, Episode>): EpisodeGroup[] {
  const regular = [...byPlace.values()].filter((episode) => episode.season > 0);
  const group = (name: string, type: number, parts: { name: string; episodes: Episode[] }[], description = "") => ({
    id: objectId(`group ${entry.tmdb} ${name}`),
    name,
    type,
    description,
    parts: parts.map((part) => ({ ...part, id: objectId(`group ${entry.tmdb} ${name} ${part.name}`) })),
  });
  return [
    ...(entry.groups ?? []).map(({ name, type, description, parts }) =>
      group(
        name,
        type,
        parts.map((part) => {
          const [title, list] = pair(part, ":");
          return { name: title, episodes: placesIn(list, byPlace) };
        }),
        description,
      ),
    ),
    ...(entry.dvd
      ? [
          group(
            "DVD Order",
            3,
            entry.dvd.map((list, index) => ({ name: `Season ${index + 1}`, episodes: placesIn(list, byPlace) })),
          ),
        ]
      : []),
    ...(entry.absolute ? [group("Absolute Order", 2, [{ name: "Absolute", episodes: regular }])] : []),
  ];
}
