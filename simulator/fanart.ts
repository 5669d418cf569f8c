import { type FanartPicture, fanartId, fanartOfFilm, fanartOfShow } from "./artwork/fanart-pictures.ts";
import type { Provider } from "./providers.ts";
import { jsonReply, type Reply } from "./reply.ts";
import type { Running } from "./server.ts";
import { isKeyGood } from "./tmdb.ts";

/** fanart.tv v3. */
export const fanart: Provider = {
  answer: (running, { request, url }) => {
    const header = request.headers["api-key"];
    const key = url.searchParams.get("api_key") ?? (typeof header === "string" ? header : null);
    if (!isKeyGood(running.faults.current().keys?.fanart, key)) return failure(401);
    const film = /^\/fanart\/v3\/movies\/([^/]+)$/.exec(url.pathname);
    if (film !== null) return filmAnswer(running, film[1] ?? "");
    const show = /^\/fanart\/v3\/tv\/(\d+)$/.exec(url.pathname);
    return show === null ? failure(404) : showAnswer(running, Number(show[1]));
  },
  failure,
};

const messages: Readonly<Record<number, string>> = {
  401: "Invalid API key",
  404: "Not found",
  429: "Too many requests",
};

function failure(status: number): Reply {
  const body = { status: "error", "error message": messages[status] ?? "Something went wrong" };
  return jsonReply(body, { status, headers: status === 429 ? { "retry-after": "1" } : {} });
}

function filmAnswer({ host, url }: Running, id: string): Reply {
  const film = host.catalogue.films.find((one) => String(one.id) === id || one.imdbId === id);
  const pictures = film === undefined ? [] : fanartOfFilm(film, host.artworkScale);
  if (film === undefined || pictures.length === 0) return failure(404);
  return jsonReply({
    name: film.title,
    tmdb_id: String(film.id),
    imdb_id: film.imdbId ?? "",
    ...byType(pictures, url),
  });
}

function showAnswer({ host, url }: Running, tvdbId: number): Reply {
  const show = [...host.catalogue.shows.values()].find((one) => one.tvdbId === tvdbId);
  const pictures = show === undefined ? [] : fanartOfShow(show, host.artworkScale);
  if (show === undefined || pictures.length === 0) return failure(404);
  return jsonReply({ name: show.title, thetvdb_id: String(tvdbId), ...byType(pictures, url) });
}

/** Every number is text here, and no picture tells its size. */
function byType(pictures: FanartPicture[], url: string): Record<string, object[]> {
  const groups = Map.groupBy(pictures, ({ type }) => type);
  return Object.fromEntries(
    [...groups].map(([type, group]) => [
      type,
      group.map((one, index) => ({
        id: fanartId(one),
        url: `${url}/fanart-images/fanart${one.picture.filePath}`,
        // Both stand for a picture without words.
        lang: one.picture.language ?? (index % 2 === 0 ? "" : "00"),
        likes: String(Math.round(one.picture.voteAverage)),
        ...(one.season === undefined ? {} : { season: one.season }),
        ...(one.disc === undefined ? {} : { disc: one.disc, disc_type: one.discType }),
      })),
    ]),
  );
}
