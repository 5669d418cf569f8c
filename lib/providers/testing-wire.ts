import type { Answers } from "./testing-host.ts";

/**
 * Answers as fanart.tv, OMDb and TVmaze write them: the form is theirs, the values are made up or plain facts.
 */
const picture = (id: number, lang: string, likes: number, more: object = {}) => ({
  id: `${id}`,
  url: `http://assets.fanart.tv/fanart/movies/10331/x-${id}.png`,
  lang,
  likes: `${likes}`,
  ...more,
});

const fanartMovie = {
  name: "Night of the Living Dead",
  tmdb_id: "10331",
  imdb_id: "tt0063350",
  hdmovielogo: [picture(1, "en", 7), picture(2, "00", 1)],
  movielogo: [picture(3, "de", 0)],
  hdmovieclearart: [picture(4, "en", 3)],
  movieart: [picture(5, "en", 0)],
  movieposter: [picture(6, "en", 12), picture(7, "", 4)],
  moviebackground: [picture(8, "", 9), { id: "broken", url: "javascript:alert(1)", lang: "en", likes: "1" }],
  moviebanner: [picture(9, "en", 1)],
  moviethumb: [picture(10, "en", 2)],
  moviedisc: [
    picture(11, "en", 5, { disc: "1", disc_type: "bluray" }),
    picture(12, "en", 5, { disc: "2", disc_type: "dvd" }),
  ],
};

const fanartSeries = {
  name: "The Adventures of Sherlock Holmes",
  thetvdb_id: "81189",
  hdtvlogo: [picture(21, "en", 3)],
  clearlogo: [picture(22, "en", 0)],
  hdclearart: [picture(23, "en", 1)],
  clearart: [picture(24, "en", 1)],
  tvposter: [picture(25, "en", 5)],
  showbackground: [picture(26, "", 6, { season: "all" })],
  tvbanner: [picture(27, "en", 1)],
  tvthumb: [picture(28, "en", 1)],
  characterart: [picture(29, "", 2)],
  seasonposter: [picture(30, "en", 1, { season: "1" }), picture(31, "en", 1, { season: "0" })],
  seasonbanner: [picture(32, "en", 1, { season: "all" })],
  seasonthumb: [picture(33, "en", 1, { season: "1" })],
};

export const fanartAnswers: Answers = (url) => {
  if (url.pathname === "/v3/movies/10331" || url.pathname === "/v3/movies/tt0063350") return { body: fanartMovie };
  return url.pathname === "/v3/tv/81189" ? { body: fanartSeries } : undefined;
};
export const fanartMissing = { status: "error", "error message": "Not found" };

const omdbMovie = {
  Title: "Night of the Living Dead",
  Year: "1968",
  Rated: "Not Rated",
  Released: "04 Oct 1968",
  Runtime: "96 min",
  Genre: "Horror, Thriller",
  Director: "George A. Romero",
  Writer: "John A. Russo (screenplay), George A. Romero (screenplay)",
  Actors: "Duane Jones, Judith O'Dea",
  Plot: "Seven people hide in a house.",
  Language: "English",
  Country: "United States",
  Awards: "N/A",
  Poster: "N/A",
  Ratings: [
    { Source: "Internet Movie Database", Value: "7.8/10" },
    { Source: "Rotten Tomatoes", Value: "95%" },
    { Source: "Metacritic", Value: "89/100" },
  ],
  Metascore: "89",
  imdbRating: "7.8",
  imdbVotes: "142,318",
  imdbID: "tt0063350",
  Type: "movie",
  DVD: "N/A",
  BoxOffice: "N/A",
  Production: "N/A",
  Website: "N/A",
  Response: "True",
};

const omdbSeries = {
  ...omdbMovie,
  Title: "A Series",
  Year: "2008–2013",
  Rated: "TV-MA",
  Released: "20 Jan 2008",
  Runtime: "N/A",
  Director: "N/A",
  Ratings: [{ Source: "Internet Movie Database", Value: "9.5/10" }],
  Metascore: "N/A",
  imdbRating: "9.5",
  imdbVotes: "N/A",
  imdbID: "tt0903747",
  Type: "series",
  totalSeasons: "5",
};

const omdbError = (words: string) => ({ Response: "False", Error: words });
const omdbById: Record<string, object> = {
  tt0063350: omdbMovie,
  tt0903747: omdbSeries,
  tt0000000: omdbError("Incorrect IMDb ID."),
  tt9999999: omdbError("Error getting data."),
};
export const omdbAnswers: Answers = ({ searchParams }) => {
  const key = searchParams.get("apikey");
  if (key === "wrong") return { status: 401, body: omdbError("Invalid API key!") };
  if (key === "used-up") return { status: 401, body: omdbError("Request limit reached!") };
  return { body: omdbById[searchParams.get("i") ?? ""] ?? omdbError("Movie not found!") };
};

const tvmazePicture = (name: string) => ({
  medium: `https://static.tvmaze.com/uploads/images/medium_portrait/1/${name}.jpg`,
  original: `https://static.tvmaze.com/uploads/images/original_untouched/1/${name}.jpg`,
});

const tvmazeShow = {
  id: 169,
  url: "https://www.tvmaze.com/shows/169/a-series",
  name: "A Series",
  type: "Scripted",
  language: "English",
  genres: ["Drama", "Crime"],
  status: "Ended",
  runtime: 60,
  averageRuntime: 58,
  premiered: "2008-01-20",
  ended: "2013-09-29",
  officialSite: "http://www.example.org/series",
  schedule: { time: "22:00", days: ["Sunday"] },
  rating: { average: 9.2 },
  weight: 98,
  network: { id: 20, name: "AMC", country: { name: "United States", code: "US", timezone: "America/New_York" } },
  webChannel: null,
  dvdCountry: null,
  externals: { tvrage: 18164, thetvdb: 81189, imdb: "tt0903747" },
  image: tvmazePicture("show"),
  summary: "<p><b>A Series</b> is about a teacher &amp; his pupil.</p><p>It ends.</p>",
  updated: 1_700_000_000,
};

const tvmazeWhole = {
  ...tvmazeShow,
  _embedded: {
    cast: [
      {
        person: { id: 1, name: "Jane Doe", image: tvmazePicture("person") },
        character: { id: 2, name: "The Teacher", image: null },
        self: false,
        voice: false,
      },
    ],
    crew: [{ type: "Creator", person: { id: 3, name: "John Roe", image: null } }],
    seasons: [
      {
        id: 7,
        number: 1,
        name: "",
        premiereDate: "2008-01-20",
        image: tvmazePicture("season"),
        summary: "<p>One.</p>",
      },
    ],
    images: [
      {
        id: 11,
        type: "poster",
        main: true,
        resolutions: { original: { url: tvmazePicture("poster").original, width: 680, height: 1000 } },
      },
      {
        id: 12,
        type: "background",
        main: false,
        resolutions: { original: { url: tvmazePicture("background").original, width: 1920, height: 1080 } },
      },
      { id: 13, type: null, main: false, resolutions: { original: { url: tvmazePicture("other").original } } },
    ],
    akas: [
      { name: "Eine Serie", country: { name: "Germany", code: "DE", timezone: "Europe/Berlin" } },
      { name: "The Series", country: null },
    ],
  },
};

const tvmazeEpisodes = [
  {
    id: 101,
    name: "Pilot",
    season: 1,
    number: 1,
    type: "regular",
    airdate: "2008-01-20",
    runtime: 58,
    rating: { average: 8.3 },
    image: tvmazePicture("still"),
    summary: "<p>It begins.</p>",
  },
  { id: 102, name: "Second", season: 1, number: 2, type: "regular", airdate: "", runtime: null, image: null },
  { id: 104, name: "Later special", season: 2, number: null, type: "insignificant_special", airdate: "2009-02-17" },
  { id: 103, name: "First special", season: 1, number: null, type: "significant_special", airdate: "2008-12-24" },
];

/** Seconds of the last change; the test's now is real. */
const tvmazeUpdates = (nowMs: number) => ({
  "169": Math.floor(nowMs / 1000) - 60,
  "170": Math.floor(nowMs / 1000) - 7200,
});

export const tvmazeAnswers: Answers = ({ pathname, searchParams }) => {
  if (pathname === "/lookup/shows") {
    const isKnown = searchParams.get("thetvdb") === "81189" || searchParams.get("imdb") === "tt0903747";
    return isKnown ? { redirect: "/shows/169" } : undefined;
  }
  if (pathname === "/search/shows")
    return {
      body: [
        { score: 0.9, show: tvmazeShow },
        { score: 0.1, show: { id: "?" } },
      ],
    };
  if (pathname === "/shows/169" || pathname === "/shows/1") {
    return { body: searchParams.has("embed[]") ? tvmazeWhole : tvmazeShow };
  }
  if (pathname === "/shows/169/episodes") {
    const withSpecials = searchParams.get("specials") === "1";
    return { body: tvmazeEpisodes.filter(({ number }) => withSpecials || number !== null) };
  }
  return pathname === "/updates/shows" ? { body: tvmazeUpdates(Date.now()) } : undefined;
};
export const tvmazeMissing = { name: "Not Found", message: "", code: 0, status: 404 };
