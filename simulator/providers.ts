import type { IncomingMessage } from "node:http";
import { fanart } from "./fanart.ts";
import { vimeo, youtube } from "./oembed.ts";
import { omdb } from "./omdb.ts";
import type { ProviderName } from "./provider-names.ts";
import type { Reply } from "./reply.ts";
import type { Running } from "./server.ts";
import { tmdb } from "./tmdb.ts";
import { tvdb } from "./tvdb/routes.ts";
import { tvmaze } from "./tvmaze/routes.ts";

export type Asked = { request: IncomingMessage; url: URL };

/** How a service answers. */
export type Provider = {
  answer(running: Running, asked: Asked): Reply | Promise<Reply>;
  /** Its own words for a status, with Retry-After for 429 where it sends one. */
  failure(status: number): Reply;
};

export const providers: Readonly<Record<ProviderName, Provider>> = {
  tmdb,
  tvdb,
  fanart,
  omdb,
  tvmaze,
  youtube,
  vimeo,
};
