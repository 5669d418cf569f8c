import type { Digest } from "../compose.ts";
import type { ChannelSettings, Severity } from "../vocabulary.ts";
import { type DeliverOptions, postMessage } from "./post.ts";

/** A longer message becomes an attachment there. */
const maxBytes = 4_000;
/** Of ntfy's 1 to 5; 3 is the usual one. */
const priorities = { info: 3, warning: 3, error: 4 } as const satisfies Record<Severity, number>;
const tags = { info: [], warning: ["warning"], error: ["rotating_light"] } as const satisfies Record<
  Severity,
  readonly string[]
>;

/** Pushes to a topic. Published as JSON, because headers hold no letters beyond Latin ones. */
export function sendNtfy(
  { settings, secret }: { settings: ChannelSettings["ntfy"]; secret: string | null },
  { severity, title, text, link }: Digest,
  options: DeliverOptions,
): Promise<string> {
  return postMessage(
    {
      url: settings.url,
      secret,
      headers: secret === null ? {} : { authorization: `Bearer ${secret}` },
      json: {
        topic: settings.topic,
        title,
        message: cutBytes(text),
        priority: priorities[severity],
        tags: tags[severity],
        ...(link === null ? {} : { click: link }),
      },
    },
    options,
  );
}

function cutBytes(text: string): string {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.byteLength <= maxBytes) return text;
  // A character cut in half at the end is left out.
  return `${bytes
    .subarray(0, maxBytes)
    .toString("utf8")
    .replace(/\ufffd$/, "")}…`;
}
