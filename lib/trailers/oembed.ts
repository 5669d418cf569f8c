import { z } from "zod";
import type { Db } from "#db/client.ts";
import { allowedHosts } from "#lib/providers/allowed-hosts.ts";
import { providerError } from "#lib/providers/errors.ts";
import type { HttpAnswer } from "#lib/providers/http.ts";
import { readRetryAfter, readText } from "#lib/providers/judge-answer.ts";
import { type SendSource, sendWithRetry } from "#lib/providers/send.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { oembedOf } from "./places.ts";
import type { TrailerUrl } from "./trailer-url.ts";

/**
 * What a site says of a video. `closed`: it exists and is not shown elsewhere, which says nothing about downloading it.
 * `unasked`: the site has no such service.
 */
export type VideoState =
  | { state: "there"; title: string | null; thumbnailUrl: string | null }
  | { state: "closed" | "gone" | "unasked" };

const labels = { youtube: "YouTube", vimeo: "Vimeo", page: "", direct: "" } as const;
const answerSchema = z.object({
  title: z.string().max(500).nullish(),
  thumbnail_url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullish(),
});

const notShown = [401, 403];
const gone = [404, 410];

/**
 * Asks the site whether a video still exists, at its pace and with its breaker. Throws as every request does: `too_many`
 * when the site asks for patience, with the time it named.
 */
export async function askOembed(
  db: Db,
  video: TrailerUrl,
  { signal, source }: { signal?: AbortSignal | undefined; source?: Partial<SendSource> } = {},
): Promise<VideoState> {
  const url = oembedOf(video);
  if (url === undefined) return { state: "unasked" };
  const label = labels[video.kind];
  const own: SendSource = {
    key: `oembed.${video.kind}`,
    label,
    rate: { perSecond: 5, burst: 5 },
    allowedHosts: allowedHosts(await readSettings(db)),
    ...source,
  };
  const accept = (answer: HttpAnswer) => judge(label, answer);
  const answer = await sendWithRetry(db, own, {
    url,
    headers: { accept: "application/json" },
    maxBytes: 200_000,
    signal,
    accept,
  });
  if (answer === undefined) return { state: "gone" };
  if (notShown.includes(answer.status)) return { state: "closed" };
  const read = readText(Buffer.from(answer.body).toString("utf8"), answerSchema);
  return { state: "there", title: read?.value.title ?? null, thumbnailUrl: read?.value.thumbnail_url ?? null };
}

function judge(label: string, answer: HttpAnswer): HttpAnswer | undefined {
  const { status } = answer;
  if (status === 200 || notShown.includes(status)) return answer;
  // YouTube says 400 of an id that it never gave out.
  if (gone.includes(status) || status === 400) return undefined;
  if (status === 429) {
    const retryAfterMs = readRetryAfter(answer.headers.get("retry-after")) ?? 60_000;
    throw providerError("rate_limit", `${label} asked Metarr to slow down (HTTP 429).`, { status, retryAfterMs });
  }
  if (status >= 500) throw providerError("server", `${label} has a problem of its own (HTTP ${status}).`, { status });
  throw providerError("refused", `${label} answered HTTP ${status}, which Metarr did not expect.`, { status });
}
