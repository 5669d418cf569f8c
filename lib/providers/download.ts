import type { Db } from "#db/client.ts";
import type { ImageType } from "#db/schema/index.ts";
import { AppError, isAppError } from "#lib/errors.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { allowedHosts } from "./allowed-hosts.ts";
import { providerError } from "./errors.ts";
import { type HttpAnswer, maxImageBytes } from "./http.ts";
import { readRetryAfter } from "./judge-answer.ts";
import { type SendSource, sendWithRetry } from "./send.ts";
import { tmdbImageHome } from "./tmdb-artwork.ts";
import { tmdbImageBase } from "./tmdb-source.ts";
import { tvdbImageHome } from "./tvdb-artwork.ts";

export type Download = {
  bytes: Uint8Array<ArrayBuffer>;
  /** As the server said it; never to be believed. */
  contentType: string | null;
};

type FileRequest = {
  url: string;
  maxBytes?: number;
  signal?: AbortSignal | undefined;
  /** Whose pace and breaker count; the host's own when absent. */
  limitKey?: string;
};

/** Widths of TMDB's small pictures by what they show: enough for a grid of candidates. */
const smallSizes: Partial<Record<ImageType, string>> = {
  poster: "w342",
  keyart: "w342",
  fanart: "w300",
  landscape: "w300",
  clearlogo: "w300",
  thumb: "w300",
  actor_thumb: "w185",
};

/**
 * The bytes behind an address, from a provider or from a person. Only the internet is reached, and hosts an
 * administrator set. Throws `not_found` when it is gone, `too_large`, `invalid` for an address inside this network,
 * else `unavailable`, `provider` or `too_many` as every request does. What the bytes are is for the caller to check.
 */
async function downloadFile(
  db: Db,
  { url, limitKey, maxBytes = maxImageBytes, signal }: FileRequest,
): Promise<Download> {
  const host = URL.parse(url)?.host ?? "unknown";
  const source: SendSource = {
    key: limitKey ?? `host:${host}`,
    label: host,
    rate: { perSecond: 20, burst: 10 },
    allowedHosts: allowedHosts(await readSettings(db)),
  };
  const accept = (answer: HttpAnswer) => acceptFile(host, answer);
  const answer = await sendWithRetry(db, source, { url, headers: { accept: "*/*" }, maxBytes, signal, accept });
  if (answer === undefined) {
    throw new AppError("not_found", `The file is no longer at ${host}.`, { details: { kind: "gone" } });
  }
  return { bytes: answer.body, contentType: answer.headers.get("content-type") };
}

/**
 * A picture by the address its candidate row has. Those of TMDB come from the server that the settings name;
 * `size: "small"` asks for a preview where the provider has one.
 */
export async function downloadImage(
  db: Db,
  image: { url: string; assetType: ImageType; size?: "original" | "small"; signal?: AbortSignal | undefined },
): Promise<Download> {
  const { url, signal } = image;
  if (url.startsWith(tmdbOriginal)) {
    return downloadFile(db, { url: await placeAtTmdb(db, image), signal, limitKey: "tmdb.images" });
  }
  const isSmall = image.size === "small" && (await isOfTvdb(db, url));
  return isSmall ? downloadThumbnail(db, { url, signal }) : downloadFile(db, { url: placeElsewhere(image), signal });
}

/** TVDB's pictures are at its own host, or at the one that the settings name. */
async function isOfTvdb(db: Db, url: string): Promise<boolean> {
  const host = URL.parse(url)?.host;
  const base = (await readSettings(db)).get("tvdb.baseUrl");
  return host !== undefined && [tvdbImageHome, base].some((address) => URL.parse(address)?.host === host);
}

/** TVDB has a small form beside its pictures, `name_t.jpg`; a few old ones have none. */
async function downloadThumbnail(db: Db, { url, signal }: FileRequest): Promise<Download> {
  try {
    return await downloadFile(db, { url: url.replace(/(\.[a-z]+)$/i, "_t$1"), signal });
  } catch (error) {
    if (!isAppError(error, "not_found")) throw error;
    return downloadFile(db, { url, signal });
  }
}

/** Where other providers have small pictures, by the beginning of the address of a large one (their own answers). */
const smallPlaces: { original: string; small: (assetType: ImageType) => string | undefined }[] = [
  { original: "https://assets.fanart.tv/fanart/", small: () => "https://assets.fanart.tv/preview/" },
  {
    original: "https://static.tvmaze.com/uploads/images/original_untouched/",
    small: (assetType) => tvmazeFolders[assetType],
  },
];
const tvmazeFolders: Partial<Record<ImageType, string>> = {
  poster: "https://static.tvmaze.com/uploads/images/medium_portrait/",
  thumb: "https://static.tvmaze.com/uploads/images/medium_landscape/",
};

/** The address to ask: the picture's own, or of a preview where its server has one. */
export function placeElsewhere({ url, assetType, size }: { url: string; assetType: ImageType; size?: string }): string {
  const place = size === "small" ? smallPlaces.find(({ original }) => url.startsWith(original)) : undefined;
  const folder = place?.small(assetType);
  return place === undefined || folder === undefined ? url : folder + url.slice(place.original.length);
}

const tmdbOriginal = `${tmdbImageHome}/original/`;

async function placeAtTmdb(
  db: Db,
  image: { url: string; assetType: ImageType; size?: string; signal?: AbortSignal | undefined },
): Promise<string> {
  const base = await tmdbImageBase(db, await readSettings(db), { signal: image.signal });
  const folder = image.size === "small" ? (smallSizes[image.assetType] ?? "w300") : "original";
  return `${base}/${folder}/${image.url.slice(tmdbOriginal.length)}`;
}

function acceptFile(host: string, answer: HttpAnswer): HttpAnswer | undefined {
  const { status } = answer;
  if (status === 404 || status === 410) return undefined;
  if (status === 429) {
    const retryAfterMs = readRetryAfter(answer.headers.get("retry-after")) ?? 2_000;
    throw providerError("rate_limit", `${host} asked Metarr to slow down (HTTP 429).`, { status, retryAfterMs });
  }
  if (status >= 500) throw providerError("server", `${host} has a problem of its own (HTTP ${status}).`, { status });
  if (status !== 200) throw providerError("refused", `${host} refused the file (HTTP ${status}).`, { status });
  if (answer.body.byteLength === 0) throw providerError("garbage", `${host} answered with an empty file.`, { status });
  return answer;
}
