import { PORTRAIT } from "../artwork/portraits.ts";
import { hashText, objectId } from "../catalogue/seed.ts";
import type { Show } from "../catalogue/show.ts";
import { departments } from "../catalogue/words.ts";
import { namesOf } from "../catalogue.ts";
import { type Answer, type Answering, errors } from "./answering.ts";
import { profilePath } from "./credits.ts";
import { MAX_APPENDED } from "./movie.ts";
import { showSummaryOf } from "./show-summary.ts";
import { languageOf, summaryOf } from "./summary.ts";

type Person = { id: number; name: string };

const personParts: Readonly<Record<string, (answering: Answering, person: Person) => object>> = {
  combined_credits: combinedCredits,
  external_ids: (_, { id }) => ({
    freebase_mid: null,
    freebase_id: null,
    imdb_id: imdbIdOf(id),
    tvrage_id: null,
    wikidata_id: null,
    facebook_id: null,
    instagram_id: null,
    tiktok_id: null,
    twitter_id: null,
    youtube_id: null,
  }),
  images: ({ artworkScale }, { name }) => {
    const path = profilePath(name);
    const portrait = {
      aspect_ratio: 0.667,
      height: Math.round(PORTRAIT.height * artworkScale),
      iso_639_1: null,
      width: Math.round(PORTRAIT.width * artworkScale),
    };
    // The one that is shown, and two that fewer like.
    const profiles = [0, 1, 2].map((index) => ({
      ...portrait,
      file_path: path?.replace("profile0", `profile${index}`) ?? "",
      vote_average: 5.3 - index / 10,
      vote_count: 4 - index,
    }));
    return { profiles: path === null ? [] : profiles };
  },
};

/** A person with what was appended. */
export function personAnswer(answering: Answering, personId: number): Answer {
  const person = findPerson(answering, personId);
  if (person === undefined) return errors.notFound;
  const appended = (answering.query.get("append_to_response") ?? "").split(",").filter(Boolean);
  if (appended.length > MAX_APPENDED) return errors.tooManyParts;
  const parts = appended.flatMap((name) => {
    const part = personParts[name];
    return part === undefined ? [] : [[name, part(answering, person)]];
  });
  return { body: { ...personDetails(answering, person), ...Object.fromEntries(parts) } };
}

export function personPart(answering: Answering, personId: number, name: string): Answer {
  const person = findPerson(answering, personId);
  const part = personParts[name];
  if (person === undefined || part === undefined) return errors.notFound;
  return { body: { id: personId, ...part(answering, person) } };
}

function findPerson({ catalogue, state }: Answering, id: number): Person | undefined {
  const name = catalogue.people.get(id);
  return name === undefined || state.isRetired("person", id) ? undefined : { id, name };
}

/** IMDb's id of a person, invented from TMDB's. */
export function imdbIdOf(personId: number): string {
  return `nm${String(personId).padStart(7, "0")}`;
}

/** Names in their own script, or from before a marriage. */
const otherNames: Readonly<Record<string, string[]>> = {
  "Akira Kurosawa": ["黒澤 明", "黒澤明"],
  "Bong Joon-ho": ["봉준호", "Bong Joon Ho"],
  "Hayao Miyazaki": ["宮崎 駿", "宮﨑駿"],
  "Hwang Dong-hyuk": ["황동혁"],
  "Lee Jung-jae": ["이정재"],
  "Mayumi Tanaka": ["田中真弓"],
  "Toshiro Mifune": ["三船 敏郎", "Toshirō Mifune"],
  "Thandiwe Newton": ["Thandie Newton"],
  李明: ["Li Ming"],
};

function personDetails({ catalogue }: Answering, { id, name }: Person) {
  const films = catalogue.films.filter((film) =>
    [...film.cast, ...film.crew].some((credit) => credit.name === name),
  ).length;
  const shows = [...catalogue.shows.values()].filter((show) => namesOf(show).includes(name)).length;
  const isDirector = catalogue.films.some((film) => film.directors.includes(name));
  const year = 1930 + (hashText(name) % 65);
  return {
    adult: false,
    also_known_as: otherNames[name] ?? [],
    biography: `${name} worked on ${films} of the films${shows > 0 ? ` and ${shows} of the series` : ""} in this catalogue.`,
    // Half of them: a service seldom knows everybody's.
    birthday: hashText(name) % 2 === 0 ? `${year}-0${1 + (hashText(name) % 9)}-1${hashText(name) % 10}` : null,
    deathday: null,
    gender: 0,
    homepage: null,
    id,
    imdb_id: imdbIdOf(id),
    known_for_department: isDirector ? "Directing" : "Acting",
    name,
    place_of_birth: null,
    popularity: (hashText(name) % 300) / 10,
    profile_path: profilePath(name),
  };
}

/** Films and series together, as cast and as crew. */
function combinedCredits({ catalogue, query }: Answering, { name }: Person) {
  const language = languageOf(query);
  const films = catalogue.films.filter((film) => [...film.cast, ...film.crew].some((credit) => credit.name === name));
  const shows = [...catalogue.shows.values()];
  const id = (of: string, role: string) => objectId(`${of}:${name}:${role}`);
  return {
    cast: [
      ...films.flatMap((film) =>
        film.cast.flatMap((credit, order) =>
          credit.name === name
            ? [
                {
                  ...summaryOf(film, language),
                  character: credit.role,
                  credit_id: id(String(film.id), credit.role),
                  order,
                  media_type: "movie",
                },
              ]
            : [],
        ),
      ),
      ...shows.flatMap((show) =>
        [...show.cast, ...show.guests].flatMap((credit) =>
          credit.name === name
            ? [
                {
                  ...showSummaryOf(show, language),
                  character: credit.role,
                  credit_id: id(String(show.tmdbId), credit.role),
                  episode_count: episodeCount(show, name),
                  media_type: "tv",
                },
              ]
            : [],
        ),
      ),
    ],
    crew: [
      ...films.flatMap((film) =>
        film.crew.flatMap((credit) =>
          credit.name === name
            ? [
                {
                  ...summaryOf(film, language),
                  credit_id: id(String(film.id), credit.role),
                  department: departments[credit.role] ?? "Crew",
                  job: credit.role,
                  media_type: "movie",
                },
              ]
            : [],
        ),
      ),
      ...shows.flatMap((show) =>
        jobsOf(show, name).map(({ job, count }) => ({
          ...showSummaryOf(show, language),
          credit_id: id(String(show.tmdbId), job),
          department: departments[job] ?? "Crew",
          episode_count: count,
          job,
          media_type: "tv",
        })),
      ),
    ],
  };
}

const episodesOf = (show: Show) => show.seasons.filter(({ number }) => number > 0).flatMap(({ episodes }) => episodes);

function episodeCount(show: Show, name: string): number {
  if (show.cast.some((credit) => credit.name === name)) return episodesOf(show).length;
  return episodesOf(show).filter(({ guests }) => guests.some((guest) => guest.name === name)).length;
}

function jobsOf(show: Show, name: string): { job: string; count: number }[] {
  const episodes = episodesOf(show);
  return [
    { job: "Executive Producer", count: show.creators.includes(name) ? episodes.length : 0 },
    { job: "Director", count: episodes.filter(({ director }) => director === name).length },
    { job: "Writer", count: episodes.filter(({ writer }) => writer === name).length },
  ].filter(({ count }) => count > 0);
}
