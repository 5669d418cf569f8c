import type { Show } from "../catalogue/show.ts";
import type { Catalogue } from "../catalogue.ts";
import { jsonReply, type Reply } from "../reply.ts";
import type { State } from "../state.ts";

/** What TVDB's answers are made from. */
export type Asking = {
  catalogue: Catalogue;
  query: URLSearchParams;
  /** Where this server can be reached. */
  url: string;
  artworkScale: number;
  state: State;
};

const messages: Readonly<Record<number, string>> = {
  400: "invalid request",
  401: "Unauthorized",
  404: "Not Found",
  429: "Too Many Requests",
  500: "Internal Server Error",
};

/** TVDB's words for what went wrong. */
export function failure(status: number, message = messages[status] ?? "Error"): Reply {
  return jsonReply({ status: "failure", message, data: null }, { status });
}

export function success(data: unknown, more: object = {}): Reply {
  return jsonReply({ status: "success", data, ...more });
}

/** One page of a list with the links beside it; page 0 is the first. */
export function paged<T>(list: T[], { asking, path, size }: { asking: Asking; path: string; size: number }) {
  const page = Math.max(0, Number(asking.query.get("page") ?? "0") || 0);
  const last = Math.max(0, Math.ceil(list.length / size) - 1);
  const linkTo = (number: number) => {
    const query = new URLSearchParams(asking.query);
    query.set("page", String(number));
    return `${asking.url}/tvdb/v4${path}?${query}`;
  };
  return {
    part: list.slice(page * size, (page + 1) * size),
    links: {
      prev: page > 0 ? linkTo(page - 1) : null,
      self: linkTo(page),
      next: page < last ? linkTo(page + 1) : null,
      total_items: list.length,
      page_size: size,
    },
  };
}

export function findSeries({ catalogue, state }: Asking, id: number): Show | undefined {
  const show = [...catalogue.shows.values()].find(({ tvdbId }) => tvdbId === id);
  return show === undefined || state.isRetired("tvdbSeries", id) ? undefined : show;
}
