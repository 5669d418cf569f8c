import { type Answer, type Answering, errors } from "./answering.ts";
import { MAX_APPENDED, movieAnswer, movieParts } from "./movie.ts";
import {
  collectionAnswer,
  collectionImages,
  configuration,
  findByExternalId,
  personAnswer,
  personImages,
} from "./others.ts";
import { searchMovies } from "./search.ts";

type Route = { path: RegExp; answer: (answering: Answering, parts: string[]) => Answer };

const routes: readonly Route[] = [
  { path: /^\/3\/configuration$/, answer: configuration },
  {
    path: /^\/3\/authentication$/,
    answer: () => ({ body: { success: true, status_code: 1, status_message: "Success." } }),
  },
  { path: /^\/3\/search\/movie$/, answer: searchMovies },
  { path: /^\/3\/find\/([^/]+)$/, answer: (answering, [id]) => findByExternalId(answering, id ?? "") },
  { path: /^\/3\/movie\/(\d+)(?:-[^/]*)?$/, answer: (answering, [id]) => movie(answering, Number(id)) },
  {
    path: /^\/3\/movie\/(\d+)(?:-[^/]*)?\/([a-z_]+)$/,
    answer: (answering, [id, part]) => moviePart(answering, Number(id), part ?? ""),
  },
  { path: /^\/3\/collection\/(\d+)$/, answer: (answering, [id]) => collectionAnswer(answering, Number(id)) },
  { path: /^\/3\/collection\/(\d+)\/images$/, answer: (answering, [id]) => collectionImages(answering, Number(id)) },
  { path: /^\/3\/person\/(\d+)$/, answer: (answering, [id]) => personAnswer(answering, Number(id)) },
  { path: /^\/3\/person\/(\d+)\/images$/, answer: (answering, [id]) => personImages(answering, Number(id)) },
];

/** TMDB's answer to a path below /3. */
export function answerFor(answering: Answering, path: string): Answer {
  for (const route of routes) {
    const match = route.path.exec(path);
    if (match !== null) return route.answer(answering, match.slice(1).map(decodeURIComponent));
  }
  return errors.notFound;
}

function movie(answering: Answering, movieId: number): Answer {
  const film = answering.catalogue.byId.get(movieId);
  if (film === undefined) return errors.notFound;
  const appended = (answering.query.get("append_to_response") ?? "").split(",");
  return appended.length > MAX_APPENDED ? errors.tooManyParts : { body: movieAnswer(answering, film) };
}

function moviePart(answering: Answering, movieId: number, name: string): Answer {
  const film = answering.catalogue.byId.get(movieId);
  const part = movieParts[name];
  return film === undefined || part === undefined
    ? errors.notFound
    : { body: { id: film.id, ...part(answering, film) } };
}
