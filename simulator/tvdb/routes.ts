import { z } from "zod";
import type { Show } from "../catalogue/show.ts";
import { bodyOf, readJson } from "../control.ts";
import type { Provider } from "../providers.ts";
import type { Reply } from "../reply.ts";
import type { Running } from "../server.ts";
import { bearerOf, isKeyGood } from "../tmdb.ts";
import { type Asking, failure, findSeries, paged, success } from "./answering.ts";
import { artworkTypes, seriesArtworks } from "./artwork.ts";
import { companyTypes } from "./companies.ts";
import { episodeExtended, movieExtended, peopleExtended, seasonExtended, seriesExtended } from "./extended.ts";
import { isSeasonType, orderedSeasons, orderOf, type Placed } from "./orders.ts";
import {
  episodeBase,
  episodeLanguages,
  episodeWording,
  movieBase,
  peopleBase,
  seasonBase,
  seriesBase,
  translationOf,
  tvdbPersonId,
  twoOf,
} from "./records.ts";
import { remoteIdAnswer, searchAnswer } from "./search.ts";
import { updatesAnswer } from "./updates.ts";

const EPISODES_PER_PAGE = 500;
const MONTH_SECONDS = 30 * 24 * 3600;

type Route = { path: RegExp; answer: (asking: Asking, parts: string[]) => Reply };

const routes: readonly Route[] = [
  { path: /^\/search$/, answer: searchAnswer },
  { path: /^\/search\/remoteid\/([^/]+)$/, answer: (asking, [id = ""]) => remoteIdAnswer(id, asking) },
  { path: /^\/updates$/, answer: updatesAnswer },
  { path: /^\/artwork\/types$/, answer: () => success(artworkTypes()) },
  { path: /^\/companies\/types$/, answer: () => success(companyTypes()) },
  ofSeries("", (show, asking) => success(seriesBase(show, asking))),
  ofSeries("/extended", (show, asking) => success(seriesExtended(show, asking))),
  ofSeries("/artworks", artworksAnswer),
  ofSeries("/translations/([a-z]+)", (show, _, [three = ""]) => {
    const language = twoOf(three);
    if (language === undefined) return failure(400, "invalid language");
    const translation = translationOf(show, language);
    return translation === undefined ? failure(404) : success(translation);
  }),
  ofSeries("/episodes/([a-z]+)", (show, asking, [type = ""]) => episodesAnswer(show, asking, { type })),
  ofSeries("/episodes/([a-z]+)/([a-z]+)", (show, asking, [type = "", three]) =>
    episodesAnswer(show, asking, { type, three }),
  ),
  ofSeason("", (show, season) => success(seasonBase(show, season, null))),
  ofSeason("/extended", (show, season, asking) => success(seasonExtended(show, season, asking))),
  ofEpisode("", (show, placed, asking) => success(episodeBase(show, placed, asking))),
  ofEpisode("/extended", (show, placed, asking) => success(episodeExtended(show, placed, asking))),
  ofEpisode("/translations/([a-z]+)", (show, placed, _, [three = ""]) => {
    const language = twoOf(three);
    if (language === undefined) return failure(400, "invalid language");
    if (!episodeLanguages(show, placed.episode).includes(language)) return failure(404);
    return success({ language: three, ...episodeWording(show, { episode: placed.episode, language }) });
  }),
  {
    path: /^\/movies\/(\d+)(\/extended)?$/,
    answer: (asking, [id, extended]) => {
      const film = asking.catalogue.films.find(({ tvdbId }) => tvdbId === Number(id));
      if (film === undefined) return failure(404);
      return success(extended ? movieExtended(film, asking) : movieBase(film, asking));
    },
  },
  {
    path: /^\/people\/(\d+)(\/extended)?$/,
    answer: (asking, [id, extended]) => {
      const name = [...asking.catalogue.people.values()].find((candidate) => tvdbPersonId(candidate) === Number(id));
      if (name === undefined) return failure(404);
      return success(extended ? peopleExtended(name, asking) : peopleBase(name, asking.url));
    },
  },
];

/** TVDB v4. */
export const tvdb: Provider = {
  answer: async (running, { request, url }) => {
    const path = url.pathname.slice("/tvdb/v4".length);
    if (path === "/login") {
      if (request.method !== "POST") return failure(405, "Method Not Allowed");
      return login(running, await bodyOf(request));
    }
    if (!running.state.isTokenGood(bearerOf(request) ?? "")) return failure(401);
    const { catalogue, artworkScale } = running.host;
    const asking = { catalogue, artworkScale, query: url.searchParams, url: running.url, state: running.state };
    for (const route of routes) {
      const match = route.path.exec(path);
      if (match !== null)
        return route.answer(
          asking,
          match.slice(1).map((part = "") => decodeURIComponent(part)),
        );
    }
    return failure(404);
  },
  failure: (status) => failure(status),
};

const credentials = z.object({ apikey: z.string(), pin: z.string().optional() });

/** A token for a month, or for what the faults say. */
function login({ faults, state }: Running, body: string): Reply {
  const { keys, tvdbPins, tvdbTokenSeconds = MONTH_SECONDS } = faults.current();
  const given = credentials.safeParse(readJson(body));
  if (!given.success || !isKeyGood(keys?.tvdb, given.data.apikey)) return failure(401, "InvalidAPIKey: apikey invalid");
  if (given.data.pin && tvdbPins && !tvdbPins.includes(given.data.pin)) return failure(401, "InvalidPin: pin invalid");
  return success({ token: state.issueToken(tvdbTokenSeconds * 1000) });
}

function ofSeries(rest: string, answer: (show: Show, asking: Asking, parts: string[]) => Reply): Route {
  return {
    path: new RegExp(`^/series/(\\d+)${rest}$`),
    answer: (asking, [id, ...parts]) => {
      const show = findSeries(asking, Number(id));
      return show === undefined ? failure(404) : answer(show, asking, parts);
    },
  };
}

type OfSeason = (show: Show, season: ReturnType<typeof orderedSeasons>[number], asking: Asking) => Reply;

function ofSeason(rest: string, answer: OfSeason): Route {
  return {
    path: new RegExp(`^/seasons/(\\d+)${rest}$`),
    answer: (asking, [id]) => {
      for (const show of asking.catalogue.shows.values()) {
        const season = orderedSeasons(show).find((candidate) => candidate.id === Number(id));
        if (season !== undefined) return answer(show, season, asking);
      }
      return failure(404);
    },
  };
}

function ofEpisode(
  rest: string,
  answer: (show: Show, placed: Placed, asking: Asking, parts: string[]) => Reply,
): Route {
  return {
    path: new RegExp(`^/episodes/(\\d+)${rest}$`),
    answer: (asking, [id, ...parts]) => {
      for (const show of asking.catalogue.shows.values()) {
        const placed = orderOf(show, "official").find(({ episode }) => episode.tvdbId === Number(id));
        if (placed !== undefined) return answer(show, placed, asking, parts);
      }
      return failure(404);
    },
  };
}

/** All artwork, or that of some languages and types. */
function artworksAnswer(show: Show, asking: Asking): Reply {
  const languages = asking.query
    .get("lang")
    ?.split(",")
    .map((part) => part.trim());
  const types = asking.query.get("type")?.split(",").map(Number);
  const artworks = seriesArtworks(show, asking).filter(
    ({ language, type }) =>
      (languages === undefined || (language !== null && languages.includes(language))) &&
      (types === undefined || types.includes(type)),
  );
  return success({ ...seriesExtended(show, asking), artworks });
}

/** The episodes in one order, 500 on a page; an order the series lacks has none. */
function episodesAnswer(
  show: Show,
  asking: Asking,
  { type, three }: { type: string; three?: string | undefined },
): Reply {
  if (!isSeasonType(type)) return failure(400, "invalid season type");
  const language = three === undefined ? undefined : twoOf(three);
  if (three !== undefined && language === undefined) return failure(400, "invalid language");
  const { query } = asking;
  const [season, number, day] = [query.get("season"), query.get("episodeNumber"), query.get("airDate")];
  if (number !== null && season === null) return failure(400, "season must be present");
  const placed = orderOf(show, type).filter(
    (one) =>
      (season === null || one.season === Number(season)) &&
      (number === null || one.number === Number(number)) &&
      (day === null || one.episode.aired === day),
  );
  const path = `/series/${show.tvdbId}/episodes/${type}${three === undefined ? "" : `/${three}`}`;
  const { part, links } = paged(placed, { asking, path, size: EPISODES_PER_PAGE });
  const where = language === undefined ? asking : { ...asking, language };
  const series = seriesBase(show, asking);
  const episodes = part.map((one) => episodeBase(show, one, where));
  // In a language, the service lays the series' own fields beside its episodes; its document shows them below `series`.
  return success(language === undefined ? { series, episodes } : { ...series, series, episodes }, { links });
}
