import { AppError } from "#lib/errors.ts";
import { cleanText } from "../clean-text.ts";
import type { Digest } from "../compose.ts";
import type { Severity } from "../vocabulary.ts";
import { type DeliverOptions, postMessage } from "./post.ts";

/** The bounds of an embed in Discord's interface. */
const maxTitle = 256;
const maxDescription = 4_096;
const colours = { info: 0x4f8ef7, warning: 0xe0a030, error: 0xd64545 } as const satisfies Record<Severity, number>;

/** File names are no markup, and nobody is called by one. */
const escapeMarkup = (text: string): string => text.replaceAll(/[\\*_~`|>#[\]()<-]/g, "\\$&");

/** One embed into a channel of Discord. The address holds what lets one write there, so it is the secret. */
export function sendDiscord(
  { secret }: { secret: string | null },
  { severity, title, text, link }: Digest,
  options: DeliverOptions,
): Promise<string> {
  if (secret === null) throw new AppError("invalid", "This channel has no webhook address. Enter it in its settings.");
  return postMessage(
    {
      url: secret,
      secret,
      json: {
        username: "Metarr",
        allowed_mentions: { parse: [] },
        embeds: [
          {
            title: cleanText(escapeMarkup(title), maxTitle),
            description: cleanText(escapeMarkup(text), maxDescription),
            color: colours[severity],
            ...(link === null ? {} : { url: link }),
          },
        ],
      },
    },
    options,
  );
}
