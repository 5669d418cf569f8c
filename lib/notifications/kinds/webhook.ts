import type { Digest } from "../compose.ts";
import type { ChannelSettings } from "../vocabulary.ts";
import { type DeliverOptions, postMessage } from "./post.ts";

/** A digest of more is cut; `count` tells of all. */
const maxMessages = 100;

/** JSON for a program of yours, with the secret in a header of its own. docs/notifications.md shows it. */
export function sendWebhook(
  { settings, secret }: { settings: ChannelSettings["webhook"]; secret: string | null },
  { event, severity, title, text, link, messages }: Digest,
  options: DeliverOptions,
): Promise<string> {
  return postMessage(
    {
      url: settings.url,
      secret,
      headers: secret === null ? {} : { [settings.headerName]: secret },
      json: {
        source: "metarr",
        event,
        severity,
        title,
        text,
        link,
        count: messages.reduce((sum, { count }) => sum + count, 0),
        messages: messages.slice(0, maxMessages),
      },
    },
    options,
  );
}
