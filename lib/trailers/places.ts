import { env } from "#lib/env.ts";
import type { TrailerUrl } from "./trailer-url.ts";

const homes = { youtube: "https://www.youtube.com", vimeo: "https://vimeo.com" } as const;

/** Where tests and the demo put the two, when they do. */
const movedTo = { youtube: () => env.YOUTUBE_BASE_URL, vimeo: () => env.VIMEO_BASE_URL } as const;

/** The address of the video's page as it is asked for. Rows hold the one that everybody knows. */
export function pageOf({ kind, url }: TrailerUrl): string {
  if (kind !== "youtube" && kind !== "vimeo") return url;
  const moved = movedTo[kind]()?.replace(/\/+$/, "");
  return moved === undefined ? url : moved + url.slice(homes[kind].length);
}

/** Where it is asked whether a video exists; undefined for sites without such a service. */
export function oembedOf({ kind, url }: TrailerUrl): string | undefined {
  if (kind !== "youtube" && kind !== "vimeo") return undefined;
  const base = movedTo[kind]()?.replace(/\/+$/, "") ?? homes[kind];
  const path = kind === "youtube" ? "/oembed" : "/api/oembed.json";
  return `${base}${path}?url=${encodeURIComponent(url)}&format=json`;
}
