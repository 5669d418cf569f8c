import { findTitled } from "./answers/search.ts";
import { mainPicture, picturesOf } from "./artwork/pictures.ts";
import { showPictures } from "./artwork/show-pictures.ts";
import type { Film } from "./catalogue/film.ts";
import { hashText } from "./catalogue/seed.ts";
import { finerGenres } from "./catalogue/series-words.ts";
import type { Episode, Show } from "./catalogue/show.ts";
import { countries, languages } from "./catalogue/words.ts";
import type { Provider } from "./providers.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { isKeyGood } from "./tmdb.ts";

/** OMDb: films, series and episodes by IMDb's id or by title. */
export const omdb: Provider = {
  answer: (running, { url }) => {
    const { faults, state, host } = running;
    const query = url.searchParams;
    const { keys, omdbPerDay = 1_000 } = faults.current();
    const key = query.get("apikey");
    if (!key) return refused(401, "No API key provided.");
    if (!isKeyGood(keys?.omdb, key)) return refused(401, "Invalid API key!");
    if (state.countToday("omdb") > omdbPerDay) return refused(401, "Request limit reached!");
    const titles: Titles = { films: host.catalogue.films, shows: [...host.catalogue.shows.values()] };
    const answering = { query, url: running.url };
    if (query.has("i")) return byId(titles, answering);
    if (query.has("t")) return byTitle(titles, answering);
    if (query.has("s")) return search(titles, answering);
    return refused(200, "Incorrect IMDb ID.");
  },
  failure: (status) => refused(status, status === 404 ? "Not found!" : "Something went wrong."),
};

type Titles = { films: Film[]; shows: Show[] };
type Answering = { query: URLSearchParams; url: string };

function refused(status: number, message: string): Reply {
  return jsonReply({ Response: "False", Error: message }, { status });
}

const found = (body: object) => jsonReply({ ...body, Response: "True" });

function byId({ films, shows }: Titles, answering: Answering): Reply {
  const id = answering.query.get("i");
  const film = films.find(({ imdbId }) => imdbId === id);
  if (film !== undefined) return found(filmBody(film, answering));
  const show = shows.find(({ imdbId }) => imdbId === id);
  if (show !== undefined) return found(seriesOrSeason(show, answering));
  for (const candidate of shows) {
    const episode = candidate.seasons.flatMap(({ episodes }) => episodes).find(({ imdbId }) => imdbId === id);
    if (episode !== undefined) return found(episodeBody(candidate, episode, answering));
  }
  return refused(200, /^tt\d{7,}$/.test(id ?? "") ? "Error getting data." : "Incorrect IMDb ID.");
}

/** Films and series that the title, `y` and `type` leave, the best match first. */
function matches({ films, shows }: Titles, { query }: Answering, title: string) {
  const year = query.get("y");
  const type = query.get("type");
  const begins = (date: string) => !year || date.startsWith(year);
  return {
    films:
      type === "series"
        ? []
        : findTitled(
            films.filter((film) => film.imdbId !== null && begins(film.releaseDate)),
            title,
          ),
    shows:
      type === "movie"
        ? []
        : findTitled(
            shows.filter((show) => show.imdbId !== null && begins(show.firstAired)),
            title,
          ),
  };
}

function byTitle(titles: Titles, answering: Answering): Reply {
  const { films, shows } = matches(titles, answering, answering.query.get("t") ?? "");
  if (films[0] !== undefined) return found(filmBody(films[0], answering));
  if (shows[0] !== undefined) return found(seriesOrSeason(shows[0], answering));
  return refused(200, answering.query.get("type") === "series" ? "Series not found!" : "Movie not found!");
}

function search(titles: Titles, answering: Answering): Reply {
  const { films, shows } = matches(titles, answering, answering.query.get("s") ?? "");
  const all = [
    ...films.map((film) => short(filmBody(film, answering))),
    ...shows.map((show) => short(seriesBody(show, answering))),
  ];
  if (all.length === 0) return refused(200, "Movie not found!");
  const page = Number(answering.query.get("page") ?? "1");
  return found({ Search: all.slice((page - 1) * 10, page * 10), totalResults: String(all.length) });
}

type Listed = { Title: string; Year: string; imdbID: string; Type: string; Poster: string };
const short = ({ Title, Year, imdbID, Type, Poster }: Listed) => ({ Title, Year, imdbID, Type, Poster });

/** "N/A" is how this service says that it knows nothing. */
const known = (text: string | null | undefined) => (text ? text : "N/A");
const list = (items: string[]) => known(items.join(", "));

function dateOf(date: string): string {
  if (date.length !== 10) return "N/A";
  return new Date(`${date}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "2-digit",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** IMDb's for what has votes, the critics' for most of it. */
function ratingsOf({ title, voteAverage, voteCount }: { title: string; voteAverage: number; voteCount: number }) {
  const isRated = voteCount > 0;
  const imdb = isRated ? (voteAverage - 0.1).toFixed(1) : "N/A";
  const percent = isRated && hashText(title) % 5 !== 0 ? `${Math.min(99, Math.round(voteAverage * 11))}%` : undefined;
  const score = isRated && hashText(title) % 3 !== 0 ? String(Math.round(voteAverage * 9.4)) : "N/A";
  return {
    Ratings: [
      ...(isRated ? [{ Source: "Internet Movie Database", Value: `${imdb}/10` }] : []),
      ...(percent === undefined ? [] : [{ Source: "Rotten Tomatoes", Value: percent }]),
      ...(score === "N/A" ? [] : [{ Source: "Metacritic", Value: `${score}/100` }]),
    ],
    Metascore: score,
    imdbRating: imdb,
    imdbVotes: isRated ? (voteCount * 53).toLocaleString("en-US") : "N/A",
  };
}

function common(one: Film | Show, { query, url }: Answering) {
  const plot = query.get("plot") === "full" ? one.overview : (one.overview.split(". ")[0] ?? "");
  return {
    Title: one.title,
    Rated: known(one.certifications.get("US")),
    Runtime: one.runtimeMinutes > 0 ? `${one.runtimeMinutes} min` : "N/A",
    Writer: list(writersOf(one)),
    Actors: list(one.cast.slice(0, 4).map(({ name }) => name)),
    Plot: known(plot),
    Language: list(one.spokenLanguages.map((code) => languages[code]?.english ?? code)),
    Country: list(one.countries.map((code) => countries[code] ?? code)),
    Awards: "N/A",
    Poster: posterOf(one, url),
    ...ratingsOf(one),
    imdbID: one.imdbId ?? "",
  };
}

function writersOf(one: Film | Show): string[] {
  if ("creators" in one) return one.creators;
  return one.crew.filter(({ role }) => role === "Screenplay" || role === "Writer").map(({ name }) => name);
}

function posterOf(one: Film | Show, url: string): string {
  const pictures = "creators" in one ? showPictures(one) : picturesOf(one);
  const path = mainPicture(pictures, "poster", "en")?.filePath;
  return path === undefined ? "N/A" : `${url}/t/p/w342${path}`;
}

function filmBody(film: Film, answering: Answering) {
  return {
    ...common(film, answering),
    Year: film.releaseDate.slice(0, 4),
    Released: dateOf(film.releaseDate),
    Genre: list(film.genres.map((genre) => (genre === "Science Fiction" ? "Sci-Fi" : genre))),
    Director: list(film.directors),
    Type: "movie",
    DVD: "N/A",
    BoxOffice: film.revenue > 0 ? `$${film.revenue.toLocaleString("en-US")}` : "N/A",
    Production: "N/A",
    Website: "N/A",
  };
}

const regularSeasons = (show: Show) => show.seasons.filter(({ number }) => number > 0);

function seriesBody(show: Show, answering: Answering) {
  const [from, to] = [show.firstAired, regularSeasons(show).at(-1)?.episodes.at(-1)?.aired ?? ""].map((date) =>
    date.slice(0, 4),
  );
  const isOver = show.status === "Ended" || show.status === "Canceled";
  return {
    ...common(show, answering),
    Year: isOver && from === to ? (from ?? "") : `${from}–${isOver ? to : ""}`,
    Released: dateOf(show.firstAired),
    Genre: list(show.genres.flatMap((genre) => finerGenres[genre] ?? [genre])),
    Director: "N/A",
    Type: "series",
    totalSeasons: String(regularSeasons(show).length),
  };
}

/** `Season=1` lists that season, `Episode=2` beside it names one of it. */
function seriesOrSeason(show: Show, answering: Answering): object {
  const number = answering.query.get("Season");
  if (number === null) return seriesBody(show, answering);
  const episodes = regularSeasons(show).find((season) => String(season.number) === number)?.episodes ?? [];
  const wanted = answering.query.get("Episode");
  const one = episodes.find((episode) => String(episode.number) === wanted);
  if (wanted !== null && one !== undefined) return episodeBody(show, one, answering);
  return {
    Title: show.title,
    Season: number,
    totalSeasons: String(regularSeasons(show).length),
    Episodes: episodes.map((episode) => ({
      Title: episode.title,
      Released: known(episode.aired),
      Episode: String(episode.number),
      imdbRating: episodeRating(show, episode).imdbRating,
      imdbID: episode.imdbId ?? "",
    })),
  };
}

const episodeRating = (show: Show, { title, season, number }: Episode) =>
  ratingsOf({ title, voteAverage: show.voteAverage + ((season + number) % 7) / 10, voteCount: 12 + number });

function episodeBody(show: Show, episode: Episode, answering: Answering) {
  return {
    ...common(show, answering),
    Title: episode.title,
    Year: episode.aired.slice(0, 4),
    Released: dateOf(episode.aired),
    Season: String(episode.season),
    Episode: String(episode.number),
    Runtime: `${episode.runtimeMinutes} min`,
    Director: known(episode.director),
    Writer: known(episode.writer),
    Plot: known(episode.overview),
    ...episodeRating(show, episode),
    imdbID: episode.imdbId ?? "",
    seriesID: show.imdbId ?? "",
    Type: "episode",
  };
}
