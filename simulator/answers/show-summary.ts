import { mainPicture } from "../artwork/pictures.ts";
import { seasonPictures, showPictures, stillPictures } from "../artwork/show-pictures.ts";
import { seriesGenreIds } from "../catalogue/series-words.ts";
import type { Episode, Season, Show } from "../catalogue/show.ts";
import { wordingOf } from "./summary.ts";

/** The short form of a series in search results and finds. */
export function showSummaryOf(show: Show, language: string) {
  const { title, overview } = wordingOf(show, language);
  return {
    adult: false,
    ...showPaths(show, language),
    genre_ids: show.genres.map((genre) => seriesGenreIds[genre] ?? 0),
    id: show.tmdbId,
    origin_country: show.countries.slice(0, 1),
    original_language: show.originalLanguage,
    original_name: show.originalTitle,
    overview,
    popularity: show.popularity,
    first_air_date: wholeDate(show.firstAired) ?? "",
    name: title,
    vote_average: show.voteAverage,
    vote_count: show.voteCount,
  };
}

/** The poster and backdrop TMDB names as the series' own in this language. */
export function showPaths(show: Show, language: string) {
  const pictures = showPictures(show);
  return {
    backdrop_path: mainPicture(pictures, "backdrop", language)?.filePath ?? null,
    poster_path: mainPicture(pictures, "poster", language)?.filePath ?? null,
  };
}

/** TMDB has whole dates only. */
export function wholeDate(date: string): string | null {
  return /^\d{4}-\d\d-\d\d$/.test(date) ? date : null;
}

const seasonWords: Readonly<Record<string, { season: string; specials: string; episode: string }>> = {
  en: { season: "Season", specials: "Specials", episode: "Episode" },
  de: { season: "Staffel", specials: "Extras", episode: "Folge" },
  fr: { season: "Saison", specials: "Épisodes spéciaux", episode: "Épisode" },
};

/** A season's name; only English knows the names that are more than a number. */
export function seasonName(season: Season, language: string): string {
  const words = seasonWords[language] ?? seasonWords.en;
  if (language === "en") return season.title;
  return season.number === 0 ? (words?.specials ?? "") : `${words?.season} ${season.number}`;
}

/** An episode's title and overview. TMDB counts where it has no title in the language, and leaves the overview empty. */
export function episodeWording(episode: Episode, language: string): { title: string; overview: string } {
  if (language === "en") return { title: episode.title, overview: episode.overview };
  const own = episode.titles.get(language);
  const counted = `${(seasonWords[language] ?? seasonWords.en)?.episode} ${episode.number}`;
  if (own === undefined) return { title: counted, overview: "" };
  return { title: own, overview: language === "de" && episode.overview !== "" ? `„${own}“ und was daraus wird.` : "" };
}

/** The short form of an episode: in seasons, groups and as the last one of a series. */
export function episodeSummaryOf(show: Show, episode: Episode, language: string) {
  const { title, overview } = episodeWording(episode, language);
  const isOut = hasAired(episode);
  return {
    air_date: wholeDate(episode.aired),
    episode_number: episode.number,
    episode_type: episode.finale === null ? "standard" : "finale",
    id: episode.tmdbId,
    name: title,
    overview,
    production_code: episode.productionCode,
    runtime: isOut ? episode.runtimeMinutes : null,
    season_number: episode.season,
    show_id: show.tmdbId,
    still_path: mainPicture(stillPictures(show, episode), "backdrop", language)?.filePath ?? null,
    vote_average: isOut ? Math.max(5, Math.round((show.voteAverage - 0.5 + (episode.tmdbId % 10) / 10) * 10) / 10) : 0,
    vote_count: isOut ? 20 + (episode.tmdbId % 400) : 0,
  };
}

/** A season as the series lists it. */
export function seasonSummaryOf(show: Show, season: Season, language: string) {
  return {
    air_date: wholeDate(season.episodes[0]?.aired ?? ""),
    episode_count: season.episodes.length,
    id: season.tmdbId,
    name: seasonName(season, language),
    overview: language === "en" ? season.overview : "",
    poster_path: mainPicture(seasonPictures(show, season), "poster", language)?.filePath ?? null,
    season_number: season.number,
    vote_average: season.number === 0 ? 0 : Math.floor(show.voteAverage),
  };
}

/** Whether it aired before now. What has no whole date has not. */
export function hasAired(episode: Episode): boolean {
  return wholeDate(episode.aired) !== null && Date.parse(episode.aired) <= Date.now();
}
