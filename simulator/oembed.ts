import type { Provider } from "./providers.ts";
import { jsonReply, type Reply } from "./reply.ts";
import type { Running } from "./server.ts";
import { stillOf, videoFile, videoPage } from "./videos.ts";

const words: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
};

/** These services answer errors with two words of text. */
function failure(status: number): Reply {
  const headers = status === 429 ? { "retry-after": "120" } : {};
  return { status, contentType: "text/html; charset=utf-8", body: Buffer.from(words[status] ?? "Error"), headers };
}

/** Not to be shown elsewhere, 403, is no hindrance on its own page; private, 401, is. */
function pageStatusOf(running: Running, key: string): number {
  const status = statusOf(running, key);
  return status === 403 ? 200 : status === 401 ? 403 : status;
}

/** How keys that no film has are told apart: by their first three letters. */
const byPrefix: Readonly<Record<string, number>> = { prv: 401, frb: 403, gon: 404, "401": 401, "403": 403, "404": 404 };

/** Every trailer that TMDB's side lists, and what tests set. */
function statusOf({ host, state }: Running, key: string): number {
  const set = state.videoStatus(key) ?? byPrefix[key.slice(0, 3)];
  if (set !== undefined) return set;
  const isListed =
    /^(?:sim|tea|deu|stv)\d{8}$/.test(key) || host.catalogue.films.some((film) => film.trailerKey === key);
  return isListed || /^\d{6,10}$/.test(key) ? 200 : 404;
}

/**
 * `/watch?v=KEY`, its file, and `/oembed?url=https://www.youtube.com/watch?v=…&format=json`: whether the video still is
 * there and may be shown elsewhere.
 */
export const youtube: Provider = {
  answer: (running, asked) => {
    const { url } = asked;
    const path = url.pathname.slice("/youtube".length);
    const shown = path === "/watch" ? url.searchParams.get("v") : /^\/files\/([\w-]{11})\.mp4$/.exec(path)?.[1];
    if (shown) {
      const status = pageStatusOf(running, shown);
      if (status !== 200) return failure(status);
      if (path !== "/watch") return videoFile(shown, asked);
      return videoPage(running, { key: shown, file: `/youtube/files/${shown}.mp4`, title: `Trailer ${shown}` });
    }
    if (path !== "/oembed") return failure(404);
    const key = /(?:youtube\.com\/watch\?(?:.*&)?v=|youtu\.be\/)([\w-]{11})(?:$|[&?])/.exec(
      url.searchParams.get("url") ?? "",
    )?.[1];
    if (key === undefined) return failure(400);
    const status = statusOf(running, key);
    if (status !== 200) return failure(status);
    return jsonReply({
      title: `Trailer ${key}`,
      author_name: "Simulated Trailers",
      author_url: "https://www.youtube.com/@simulated",
      type: "video",
      height: 113,
      width: 200,
      version: "1.0",
      provider_name: "YouTube",
      provider_url: "https://www.youtube.com/",
      thumbnail_height: 360,
      thumbnail_width: 480,
      thumbnail_url: stillOf(running, key),
      html: `<iframe width="200" height="113" src="https://www.youtube.com/embed/${key}?feature=oembed"></iframe>`,
    });
  },
  failure,
};

/**
 * `/123456789`, its file, and `/api/oembed.json?url=https://vimeo.com/123456789`; ids that begin with 401, 403 or 404 are
 * answered so.
 */
export const vimeo: Provider = {
  answer: (running, asked) => {
    const { url } = asked;
    const path = url.pathname.slice("/vimeo".length);
    const [, file, shown] = /^\/(files\/)?(\d+)(?:\.mp4)?$/.exec(path) ?? [];
    if (shown !== undefined) {
      const status = pageStatusOf(running, shown);
      if (status !== 200) return failure(status);
      if (file !== undefined) return videoFile(shown, asked);
      return videoPage(running, { key: shown, file: `/vimeo/files/${shown}.mp4`, title: `Video ${shown}` });
    }
    if (path !== "/api/oembed.json") return failure(404);
    const key = /vimeo\.com\/(?:video\/)?(\d+)/.exec(url.searchParams.get("url") ?? "")?.[1];
    if (key === undefined) return failure(404);
    const status = statusOf(running, key);
    if (status !== 200) return failure(status);
    return jsonReply({
      type: "video",
      version: "1.0",
      provider_name: "Vimeo",
      provider_url: "https://vimeo.com/",
      title: `Video ${key}`,
      author_name: "Simulated Films",
      author_url: "https://vimeo.com/simulated",
      is_plus: "0",
      account_type: "basic",
      html: `<iframe src="https://player.vimeo.com/video/${key}" width="426" height="240"></iframe>`,
      width: 426,
      height: 240,
      duration: 120,
      description: "",
      thumbnail_url: stillOf(running, key),
      thumbnail_width: 500,
      thumbnail_height: 281,
      upload_date: "2020-01-01 12:00:00",
      video_id: Number(key),
      uri: `/videos/${key}`,
    });
  },
  failure,
};
