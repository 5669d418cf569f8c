import type { Episode, Season, Show } from "../catalogue/show.ts";
import { type Drawable, type Drawn, drawnPictures, type Picture, type Recipe } from "./pictures.ts";

/** A series, season or episode as something to be drawn: the words of the series, and names of its own. */
export function drawableShow(show: Show): Drawable {
  const known = drawables.get(show);
  if (known !== undefined) return known;
  const made: Drawable = {
    ...show,
    releaseDate: show.firstAired,
    genres: show.genres.flatMap((genre) => filmGenres[genre] ?? [genre]),
    directors: show.creators,
    name: `show${show.tmdbId}`,
    seed: `show${show.tmdbId}`,
  };
  drawables.set(show, made);
  return made;
}
const drawables = new WeakMap<Show, Drawable>();

const seasonDrawable = (show: Show, season: Season): Drawable => ({
  ...drawableShow(show),
  name: `season${show.tmdbId}x${season.number}`,
  seed: `season${show.tmdbId}x${season.number}`,
});

const stillDrawable = (show: Show, { season, number }: Episode): Drawable => ({
  ...drawableShow(show),
  name: `still${show.tmdbId}x${season}x${number}`,
  seed: `still${show.tmdbId}x${season}x${number}`,
});

/** The moods and scenes know the genres of films. */
const filmGenres: Readonly<Record<string, string[]>> = {
  "Action & Adventure": ["Action", "Adventure"],
  "Sci-Fi & Fantasy": ["Science Fiction", "Fantasy"],
  "War & Politics": ["War", "Drama"],
  Kids: ["Family"],
  Talk: ["Comedy"],
};

const seasonRecipes: readonly Recipe[] = [
  { kind: "poster", width: 1000, height: 1500, language: "en", design: 0, votes: [5.5, 12] },
  { kind: "poster", width: 2000, height: 3000, language: "en", design: 1, votes: [5.3, 6] },
  { kind: "poster", width: 1000, height: 1500, language: "de", design: 0, votes: [5.2, 4] },
  { kind: "poster", width: 1000, height: 1500, language: null, design: 2, votes: [5.1, 3], textless: true },
];

const stillRecipes: readonly Recipe[] = [
  { kind: "backdrop", width: 1920, height: 1080, language: null, design: 0, votes: [5.4, 6], textless: true },
  { kind: "backdrop", width: 1280, height: 720, language: null, design: 1, votes: [5.2, 3], textless: true },
];

/** A series' posters, backdrops and logos; the same variety as a film's. */
export function showPictures(show: Show, scale = 1): Picture[] {
  return drawnPictures(drawableShow(show), { scale });
}

/** A season's posters; specials have none. */
export function seasonPictures(show: Show, season: Season, scale = 1): Picture[] {
  if (season.number === 0) return [];
  return drawnPictures(seasonDrawable(show, season), { recipes: seasonRecipes, scale });
}

/** An episode's stills. One in nine has none, and nothing has one before it airs. */
export function stillPictures(show: Show, episode: Episode, scale = 1): Picture[] {
  if (episode.number % 9 === 0 || episode.aired === "" || Date.parse(episode.aired) > Date.now()) return [];
  return drawnPictures(stillDrawable(show, episode), { recipes: stillRecipes, scale });
}

/** The series', season's or episode's picture with this file name, such as "still1396x1x1backdrop0.jpg". */
export function findShowPicture(shows: ReadonlyMap<number, Show>, file: string, scale: number): Drawn | undefined {
  const match = /^(?:show(\d+)|season(\d+)x(\d+)|still(\d+)x(\d+)x(\d+))[a-z]+\d+\.(?:jpg|png|svg)$/.exec(file);
  const show = shows.get(Number(match?.[1] ?? match?.[2] ?? match?.[4]));
  if (match === null || show === undefined) return undefined;
  const among = (drawable: Drawable, pictures: Picture[]) => {
    const picture = pictures.find(({ filePath }) => filePath === `/${file}`);
    return picture === undefined ? undefined : { drawable, picture };
  };
  if (match[1] !== undefined) return among(drawableShow(show), showPictures(show, scale));
  const season = show.seasons.find(({ number }) => number === Number(match[3] ?? match[5]));
  if (season === undefined) return undefined;
  if (match[2] !== undefined) return among(seasonDrawable(show, season), seasonPictures(show, season, scale));
  const episode = season.episodes.find(({ number }) => number === Number(match[6]));
  return episode && among(stillDrawable(show, episode), stillPictures(show, episode, scale));
}
