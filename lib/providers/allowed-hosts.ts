import { env } from "#lib/env.ts";
import type { Settings } from "#lib/settings/read-settings.ts";

/** Settings whose hosts an administrator chose, so that they may be inside this network. */
const addressKeys = [
  "tmdb.baseUrl",
  "tmdb.imageBaseUrl",
  "tvdb.baseUrl",
  "fanart.baseUrl",
  "omdb.baseUrl",
  "tvmaze.baseUrl",
] as const;

/** `host:port` of every server that was set, by the environment or in the web page. */
export function allowedHosts(settings: Settings, more: string[] = []): ReadonlySet<string> {
  const places = [env.YOUTUBE_BASE_URL, env.VIMEO_BASE_URL].filter((address) => address !== undefined);
  const addresses = [...addressKeys.map((key) => settings.get(key)), ...places, ...more];
  const hosts = addresses.flatMap((address) => (address === null ? [] : (URL.parse(address)?.host ?? [])));
  return new Set([...hosts, ...env.TRAILER_HOSTS.map((host) => host.toLowerCase())]);
}
