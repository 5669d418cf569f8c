import { z } from "zod";
import { AppError, isAppError } from "#lib/errors.ts";
import type { Digest } from "./compose.ts";
import { sendDiscord } from "./kinds/discord.ts";
import { sendEmail } from "./kinds/email.ts";
import { sendNtfy } from "./kinds/ntfy.ts";
import type { DeliverOptions } from "./kinds/post.ts";
import { sendWebhook } from "./kinds/webhook.ts";
import { channelSettings } from "./vocabulary.ts";

const secret = z.string().nullable();

/** Where a message goes, with its secret in plain: never logged, never shown. */
export const targetSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("webhook"), settings: channelSettings.webhook, secret }),
  z.object({ kind: z.literal("discord"), settings: channelSettings.discord, secret }),
  z.object({ kind: z.literal("ntfy"), settings: channelSettings.ntfy, secret }),
  z.object({ kind: z.literal("email"), settings: channelSettings.email, secret }),
]);
export type Target = z.output<typeof targetSchema>;

/** However slowly the other side answers. */
const totalMs = 30_000;
const mask = "••••";

/**
 * Sends one message and returns what the other side said. Throws AppError `invalid` where only another setting can help,
 * `unavailable` or `too_large` where trying again may, and the signal's reason when it was aborted. No message holds the
 * secret.
 */
export async function deliver(
  target: Target,
  digest: Digest,
  options: { signal?: AbortSignal | undefined; dispatchers?: DeliverOptions["dispatchers"]; totalMs?: number } = {},
): Promise<string> {
  const deadline = AbortSignal.timeout(options.totalMs ?? totalMs);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  try {
    return withoutSecret(await send(target, digest, { signal, dispatchers: options.dispatchers }), target);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (deadline.aborted) {
      throw new AppError("unavailable", "The other side did not answer in time.", { cause: error });
    }
    if (!isAppError(error)) throw error;
    const details = error.details === undefined ? {} : { details: error.details };
    throw new AppError(error.code, withoutSecret(error.message, target), { cause: error, ...details });
  }
}

function send(target: Target, digest: Digest, options: DeliverOptions): Promise<string> {
  switch (target.kind) {
    case "webhook":
      return sendWebhook(target, digest, options);
    case "discord":
      return sendDiscord(target, digest, options);
    case "ntfy":
      return sendNtfy(target, digest, options);
    case "email":
      return sendEmail(target, digest, options);
  }
}

/** A server may say back what it was told. */
function withoutSecret(text: string, target: Target): string {
  return target.secret === null || target.secret === "" ? text : text.replaceAll(target.secret, mask);
}
