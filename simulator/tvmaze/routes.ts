import { findTitled } from "../answers/search.ts";
import type { Show } from "../catalogue/show.ts";
import type { Provider } from "../providers.ts";
import { jsonReply, type Reply } from "../reply.ts";
import type { Running } from "../server.ts";
import { akasOf, castOf, episodeOf, episodesOf, imagesOf, seasonsOf, showOf, UPDATED } from "./records.ts";

type Place = { url: string; artworkScale: number };

/** What `embed` lays below `_embedded`, and what stands below the show's own path. */
const parts: Readonly<Record<string, (show: Show, place: Place, query: URLSearchParams) => object>> = {
  episodes: (show, place, query) => episodesOf(show, { ...place, specials: query.get("specials") === "1" }),
  seasons: seasonsOf,
  cast: castOf,
  images: imagesOf,
  akas: akasOf,
};

/** TVmaze, which needs no key. */
export const tvmaze: Provider = {
  answer: (running, { url }) => {
    const path = url.pathname.slice("/tvmaze".length);
    const query = url.searchParams;
    switch (path) {
      case "/lookup/shows":
        return lookUp(running, query);
      case "/search/shows":
        return search(running, query);
      case "/singlesearch/shows": {
        const [show] = findTitled(showsOf(running), query.get("q") ?? "");
        return show === undefined ? failure(404) : jsonReply(showWith(running, show, query));
      }
      case "/updates/shows":
        return updates(running, query);
      default:
        return below(running, { path, query });
    }
  },
  failure,
};

const names: Readonly<Record<number, string>> = { 404: "Not Found", 429: "Too Many Requests", 400: "Bad Request" };

function failure(status: number): Reply {
  const body = { name: names[status] ?? "Error", message: "", code: 0, status };
  return jsonReply(body, { status, headers: status === 429 ? { "retry-after": "10" } : {} });
}

const showsOf = ({ host }: Running) => [...host.catalogue.shows.values()];
const placeOf = ({ host, url }: Running): Place => ({ url, artworkScale: host.artworkScale });

/** The service answers where the series is, and not with the series. */
function lookUp(running: Running, query: URLSearchParams): Reply {
  const { url } = running;
  const [thetvdb, imdb] = [query.get("thetvdb"), query.get("imdb")];
  if (thetvdb === null && imdb === null) return failure(400);
  const show = showsOf(running).find((one) =>
    thetvdb === null ? one.imdbId === imdb : String(one.tvdbId) === thetvdb,
  );
  if (show === undefined) return failure(404);
  return jsonReply({}, { status: 301, headers: { location: `${url}/tvmaze/shows/${show.tvmazeId}` } });
}

function search(running: Running, query: URLSearchParams): Reply {
  const found = findTitled(showsOf(running), query.get("q") ?? "").slice(0, 10);
  return jsonReply(
    found.map((show, index) => ({
      score: Math.round((1 - index / 20) * 1000) / 1000,
      show: showOf(show, placeOf(running)),
    })),
  );
}

function below(running: Running, { path, query }: { path: string; query: URLSearchParams }): Reply {
  const place = placeOf(running);
  const ofShow = /^\/shows\/(\d+)(?:\/([a-z]+))?$/.exec(path);
  const show = showsOf(running).find(({ tvmazeId }) => tvmazeId === Number(ofShow?.[1]));
  if (show !== undefined && ofShow?.[2] === undefined) return jsonReply(showWith(running, show, query));
  const part = parts[ofShow?.[2] ?? ""];
  if (show !== undefined && part !== undefined) return jsonReply(part(show, place, query));
  const episodeId = Number(/^\/episodes\/(\d+)$/.exec(path)?.[1]);
  for (const candidate of showsOf(running)) {
    const episode = candidate.seasons
      .flatMap(({ episodes }) => episodes)
      .find(({ tvmazeId }) => tvmazeId === episodeId);
    if (episode !== undefined) return jsonReply(episodeOf(candidate, episode, place));
  }
  return failure(404);
}

/** `embed=cast` or `embed[]=episodes&embed[]=cast`. */
function showWith(running: Running, show: Show, query: URLSearchParams): object {
  const place = placeOf(running);
  const wanted = [...query.getAll("embed"), ...query.getAll("embed[]")];
  const embedded = wanted.flatMap((name) => {
    const part = parts[name];
    return part === undefined ? [] : [[name, part(show, place, query)]];
  });
  const own = showOf(show, place);
  return embedded.length === 0 ? own : { ...own, _embedded: Object.fromEntries(embedded) };
}

const spans: Readonly<Record<string, number>> = { day: 86_400, week: 7 * 86_400, month: 30 * 86_400 };

/** Every series with the second it was last changed, or those of the last day, week or month. */
function updates(running: Running, query: URLSearchParams): Reply {
  const times = new Map(showsOf(running).map(({ tvmazeId }) => [tvmazeId, UPDATED]));
  for (const { id, at } of running.state.changed("tvmazeShows")) times.set(id, Math.floor(at / 1000));
  const span = spans[query.get("since") ?? ""];
  const from = span === undefined ? 0 : Math.floor(Date.now() / 1000) - span;
  return jsonReply(Object.fromEntries([...times].filter(([, at]) => at >= from)));
}
