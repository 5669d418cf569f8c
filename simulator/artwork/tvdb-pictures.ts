import type { Film } from "../catalogue/film.ts";
import type { Episode, Season, Show } from "../catalogue/show.ts";
import type { Host } from "./host.ts";
import { type Drawable, type Drawn, drawableFilm, drawnPictures, type Picture, type Recipe } from "./pictures.ts";
import { drawableShow } from "./show-pictures.ts";

const poster = { kind: "poster", width: 680, height: 1000 } as const;
const background = { kind: "backdrop", language: null, textless: true } as const;

/** Many languages, few sizes; banners, icons and cut-out pictures beside what TMDB has. */
const mainRecipes: readonly Recipe[] = [
  { ...poster, language: "en", design: 0, votes: [100_012, 30] },
  { ...poster, language: "en", design: 2, votes: [100_009, 20] },
  { ...poster, language: "de", design: 1, votes: [100_004, 9] },
  { ...poster, language: "original", design: 3, votes: [100_003, 7] },
  { ...poster, language: null, design: 4, votes: [100_002, 5], textless: true },
  { ...background, width: 1920, height: 1080, design: 0, votes: [100_011, 25] },
  { ...background, width: 3840, height: 2160, design: 5, votes: [100_006, 12] },
  { kind: "banner", width: 758, height: 140, language: "en", design: 0, votes: [100_008, 15] },
  { kind: "banner", width: 758, height: 140, language: null, design: 1, votes: [100_001, 2], textless: true },
  { kind: "logo", width: 800, height: 310, language: "en", design: 0, votes: [100_007, 12], format: "png" },
  { kind: "logo", width: 800, height: 310, language: "de", design: 1, votes: [100_002, 4], format: "png" },
  { kind: "clearart", width: 1000, height: 562, language: "en", design: 0, votes: [100_005, 9], format: "png" },
];

const seasonRecipes: readonly Recipe[] = [
  { ...poster, language: "en", design: 5, votes: [100_004, 8] },
  { ...poster, language: "de", design: 5, votes: [100_001, 3] },
  { kind: "banner", width: 758, height: 140, language: "en", design: 5, votes: [100_001, 2] },
];

const episodeRecipes: readonly Recipe[] = [{ ...background, width: 640, height: 360, design: 2, votes: [0, 0] }];

export function tvdbSeriesPictures(show: Show, scale: number): Drawn[] {
  return drawn({ ...drawableShow(show), name: `series${show.tvdbId}` }, mainRecipes, scale);
}

/** A season's pictures; specials have none. */
export function tvdbSeasonPictures(show: Show, season: Season, scale: number): Drawn[] {
  if (season.number === 0) return [];
  const seed = `tvdbseason${season.tvdbId}`;
  return drawn({ ...drawableShow(show), name: `season${season.tvdbId}`, seed }, seasonRecipes, scale);
}

/** An episode's screen capture, or none: one in thirteen lacks it, and all that have not aired. */
export function tvdbEpisodePictures(show: Show, episode: Episode, scale: number): Drawn[] {
  if (episode.number % 13 === 0 || episode.aired === "" || Date.parse(episode.aired) > Date.now()) return [];
  const seed = `tvdbepisode${episode.tvdbId}`;
  return drawn({ ...drawableShow(show), name: `episode${episode.tvdbId}`, seed }, episodeRecipes, scale);
}

export function tvdbMoviePictures(film: Film, scale: number): Drawn[] {
  return drawn({ ...drawableFilm(film), name: `movie${film.tvdbId}` }, mainRecipes, scale);
}

const drawn = (drawable: Drawable, recipes: readonly Recipe[], scale: number): Drawn[] =>
  drawnPictures(drawable, { recipes, scale }).map((picture: Picture) => ({ drawable, picture }));

/** The picture with this file name, such as "series81189poster0.jpg". */
export function findTvdbPicture({ catalogue, artworkScale }: Host, file: string): Drawn | undefined {
  const match = /^(series|season|episode|movie)(\d+)[a-z]+\d+\.(?:jpg|png)$/.exec(file);
  const id = Number(match?.[2]);
  const shows = [...catalogue.shows.values()];
  const lists: Readonly<Record<string, () => Drawn[]>> = {
    series: () => shows.filter((show) => show.tvdbId === id).flatMap((show) => tvdbSeriesPictures(show, artworkScale)),
    season: () =>
      shows.flatMap((show) =>
        show.seasons
          .filter((season) => season.tvdbId === id)
          .flatMap((season) => tvdbSeasonPictures(show, season, artworkScale)),
      ),
    episode: () =>
      shows.flatMap((show) =>
        show.seasons.flatMap((season) =>
          season.episodes
            .filter((episode) => episode.tvdbId === id)
            .flatMap((episode) => tvdbEpisodePictures(show, episode, artworkScale)),
        ),
      ),
    movie: () =>
      catalogue.films.filter((film) => film.tvdbId === id).flatMap((film) => tvdbMoviePictures(film, artworkScale)),
  };
  return lists[match?.[1] ?? ""]?.().find(({ picture }) => picture.filePath === `/${file}`);
}
