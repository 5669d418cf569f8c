import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { videoExtensions } from "./vocabulary.ts";

export type TrailerUrl = {
  /** Who reads it: yt-dlp the first three, Metarr's own HTTP client a direct file. */
  kind: "youtube" | "vimeo" | "page" | "direct";
  /** The same for every way of writing the address of one video. */
  url: string;
  /** YouTube's or Vimeo's id. */
  videoId: string | null;
  /** With the port when it is not the usual one. */
  host: string;
};

const youtubeHosts: readonly string[] = [
  ...["youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com"],
  ...["youtube-nocookie.com", "www.youtube-nocookie.com"],
];
const vimeoHosts: readonly string[] = ["vimeo.com", "www.vimeo.com", "player.vimeo.com"];
const longestAddress = 2000;

/**
 * Reads the address of a trailer, which may come from anybody: a video of YouTube or Vimeo, a page of TRAILER_HOSTS, or a
 * video file. Nothing of the text survives but what is understood: YouTube's and Vimeo's are written anew from the id.
 * Throws AppError `invalid` for everything else.
 */
export function parseTrailerUrl(text: string, hosts: readonly string[] = env.TRAILER_HOSTS): TrailerUrl {
  const typed = text.trim();
  const url = readable(typed);
  if (youtubeHosts.includes(url.host)) return ofYoutube(youtubeIdOf(url));
  if (url.host === "youtu.be") return ofYoutube(url.pathname.slice(1));
  if (vimeoHosts.includes(url.host)) return ofVimeo(url);
  const isListed = hosts.some((host) => host.toLowerCase() === url.host);
  url.hash = "";
  const place = { url: url.href, videoId: null, host: url.host };
  if (isVideoFile(url) && (isListed || url.port === "")) return { kind: "direct", ...place };
  if (isListed) return { kind: "page", ...place };
  throw refused("Only YouTube, Vimeo and addresses of a video file (.mp4, .webm, .mkv) can be added.");
}

/** What no address may hold before it is read: the URL parser would drop some of it and hide the rest. */
function readable(typed: string): URL {
  if (typed.length > longestAddress) throw refused("The address is too long.");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (!/^https?:\/\/[^/]/i.test(typed) || /[\s\\\u0000-\u0020\u007f-\u009f]/.test(typed)) {
    throw refused("This is not a web address. It has to start with http:// or https://.");
  }
  const url = URL.parse(typed);
  if (!url) throw refused("This is not a web address.");
  if (url.username !== "" || url.password !== "") throw refused("An address must not hold a name and password.");
  return url;
}

function youtubeIdOf(url: URL): string {
  const [, first = "", second = ""] = url.pathname.split("/");
  if (first === "watch") return url.searchParams.get("v") ?? "";
  return ["shorts", "embed", "live", "v"].includes(first) ? second : "";
}

function ofYoutube(videoId: string): TrailerUrl {
  if (!/^[\w-]{11}$/.test(videoId)) throw refused("YouTube has no video at this address.");
  const host = "www.youtube.com";
  return { kind: "youtube", url: `https://${host}/watch?v=${videoId}`, videoId, host };
}

function ofVimeo(url: URL): TrailerUrl {
  // Unlisted videos carry a second part, /123456/abcdef or ?h=abcdef, without which they are not shown.
  const match = /^\/(?:video\/|channels\/[\w-]+\/|groups\/[\w-]+\/videos\/)?(\d{1,12})(?:\/([0-9a-f]{6,20}))?\/?$/.exec(
    url.pathname,
  );
  const videoId = match?.[1];
  if (videoId === undefined) throw refused("Vimeo has no video at this address.");
  const asked = url.searchParams.get("h");
  const secret = match?.[2] ?? (asked !== null && /^[0-9a-f]{6,20}$/.test(asked) ? asked : undefined);
  const path = secret === undefined ? videoId : `${videoId}/${secret}`;
  return { kind: "vimeo", url: `https://vimeo.com/${path}`, videoId, host: "vimeo.com" };
}

const isVideoFile = (url: URL): boolean =>
  videoExtensions.some((extension) => url.pathname.toLowerCase().endsWith(`.${extension}`));

const refused = (message: string): AppError => new AppError("invalid", message, { field: "url" });
