import type { Film } from "../catalogue/film.ts";
import type { Show } from "../catalogue/show.ts";
import { type Answer, type Answering, errors } from "./answering.ts";
import { changesAnswer } from "./changes.ts";
import { MAX_APPENDED, movieAnswer, movieParts } from "./movie.ts";
import {
  collectionAnswer,
  collectionImages,
  collectionTranslations,
  configuration,
  findByExternalId,
} from "./others.ts";
import { personAnswer, personPart } from "./people.ts";
import { searchMovies, searchSeries } from "./search.ts";
import { groupAnswer, tvAnswer, tvPart } from "./tv.ts";
import { episodeAnswer, episodePart, seasonAnswer, seasonPart } from "./tv-seasons.ts";

type Route = { path: RegExp; answer: (answering: Answering, parts: (string | undefined)[]) => Answer };

const routes: readonly Route[] = [
  { path: /^\/3\/configuration$/, answer: configuration },
  {
    path: /^\/3\/authentication$/,
    answer: () => ({ body: { success: true, status_code: 1, status_message: "Success." } }),
  },
  { path: /^\/3\/search\/movie$/, answer: searchMovies },
  { path: /^\/3\/search\/tv$/, answer: searchSeries },
  { path: /^\/3\/movie\/changes$/, answer: (answering) => changesAnswer(answering, "movie") },
  { path: /^\/3\/tv\/changes$/, answer: (answering) => changesAnswer(answering, "tv") },
  { path: /^\/3\/person\/changes$/, answer: (answering) => changesAnswer(answering, "person") },
  { path: /^\/3\/find\/([^/]+)$/, answer: (answering, [id]) => findByExternalId(answering, id ?? "") },
  { path: /^\/3\/movie\/(\d+)(?:-[^/]*)?$/, answer: (answering, [id]) => movie(answering, Number(id)) },
  {
    path: /^\/3\/movie\/(\d+)(?:-[^/]*)?\/([a-z_]+)$/,
    answer: (answering, [id, part]) => moviePart(answering, Number(id), part ?? ""),
  },
  { path: /^\/3\/collection\/(\d+)$/, answer: (answering, [id]) => collectionAnswer(answering, Number(id)) },
  { path: /^\/3\/collection\/(\d+)\/images$/, answer: (answering, [id]) => collectionImages(answering, Number(id)) },
  { path: /^\/3\/person\/(\d+)$/, answer: (answering, [id]) => personAnswer(answering, Number(id)) },
  {
    path: /^\/3\/collection\/(\d+)\/translations$/,
    answer: (answering, [id]) => collectionTranslations(answering, Number(id)),
  },
  {
    path: /^\/3\/person\/(\d+)\/([a-z_]+)$/,
    answer: (answering, [id, part]) => personPart(answering, Number(id), part ?? ""),
  },
  { path: /^\/3\/tv\/episode_group\/([0-9a-f]+)$/, answer: (answering, [id]) => groupAnswer(answering, id ?? "") },
  {
    path: /^\/3\/tv\/(\d+)(?:-[^/]*)?$/,
    answer: (answering, [id]) => ofShow(answering, id, (show) => tvAnswer(answering, show)),
  },
  {
    path: /^\/3\/tv\/(\d+)(?:-[^/]*)?\/([a-z_]+)$/,
    answer: (answering, [id, part]) => ofShow(answering, id, (show) => tvPart(answering, show, part ?? "")),
  },
  {
    path: /^\/3\/tv\/(\d+)(?:-[^/]*)?\/season\/(\d+)(?:\/([a-z_]+))?$/,
    answer: (answering, [id, number, part]) =>
      ofShow(answering, id, (show) => tvSeason(answering, show, { number: Number(number), part })),
  },
  {
    path: /^\/3\/tv\/(\d+)(?:-[^/]*)?\/season\/(\d+)\/episode\/(\d+)(?:\/([a-z_]+))?$/,
    answer: (answering, [id, season, number, part]) =>
      ofShow(answering, id, (show) =>
        tvEpisode(answering, show, { season: Number(season), number: Number(number), part }),
      ),
  },
];

/** TMDB's answer to a path below /3. */
export function answerFor(answering: Answering, path: string): Answer {
  for (const route of routes) {
    const match = route.path.exec(path);
    if (match !== null)
      return route.answer(
        answering,
        match.slice(1).map((part) => part && decodeURIComponent(part)),
      );
  }
  return errors.notFound;
}

function movie(answering: Answering, movieId: number): Answer {
  const film = findFilm(answering, movieId);
  if (film === undefined) return errors.notFound;
  const appended = (answering.query.get("append_to_response") ?? "").split(",");
  return appended.length > MAX_APPENDED ? errors.tooManyParts : { body: movieAnswer(answering, film) };
}

function moviePart(answering: Answering, movieId: number, name: string): Answer {
  const film = findFilm(answering, movieId);
  const part = movieParts[name];
  return film === undefined || part === undefined
    ? errors.notFound
    : { body: { id: film.id, ...part(answering, film) } };
}

function findFilm({ catalogue, state }: Answering, movieId: number): Film | undefined {
  return state.isRetired("movie", movieId) ? undefined : catalogue.byId.get(movieId);
}

function ofShow({ catalogue, state }: Answering, id: string | undefined, answer: (show: Show) => Answer): Answer {
  const show = catalogue.shows.get(Number(id));
  return show === undefined || state.isRetired("tv", show.tmdbId) ? errors.notFound : answer(show);
}

const appendedTo = ({ query }: Answering) => (query.get("append_to_response") ?? "").split(",").filter(Boolean);

function tvSeason(
  answering: Answering,
  show: Show,
  { number, part }: { number: number; part: string | undefined },
): Answer {
  const season = show.seasons.find((candidate) => candidate.number === number);
  if (season === undefined) return errors.notFound;
  const appended = appendedTo(answering);
  if (appended.length > MAX_APPENDED) return errors.tooManyParts;
  if (part === undefined) return { body: seasonAnswer(answering, { show, season, appended }) };
  const body = seasonPart(answering, { show, season, name: part });
  return body === undefined ? errors.notFound : { body };
}

function tvEpisode(
  answering: Answering,
  show: Show,
  { season, number, part }: { season: number; number: number; part: string | undefined },
): Answer {
  const episode = show.seasons
    .find((candidate) => candidate.number === season)
    ?.episodes.find((candidate) => candidate.number === number);
  if (episode === undefined) return errors.notFound;
  const appended = appendedTo(answering);
  if (appended.length > MAX_APPENDED) return errors.tooManyParts;
  if (part === undefined) return { body: episodeAnswer(answering, { show, episode, appended }) };
  const body = episodePart(answering, { show, episode, name: part });
  return body === undefined ? errors.notFound : { body };
}
