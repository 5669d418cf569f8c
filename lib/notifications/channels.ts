import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "#db/client.ts";
import { notificationChannels } from "#db/schema/index.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { decryptSecret, encryptSecret, isMasked, maskSecret, requireSameServer } from "#lib/access/secrets.ts";
import { AppError, isAppError } from "#lib/errors.ts";
import { blockedPortOf } from "#lib/providers/blocked-ports.ts";
import { type Target, targetSchema } from "./deliver.ts";
import { sendSoon } from "./outbox.ts";
import { type ChannelKind, channelFilters, channelSettings, eventSchema, kindFacts } from "./vocabulary.ts";

type Row = typeof notificationChannels.$inferSelect;

const about = {
  name: z.string().trim().min(1, "Give the channel a name.").max(100),
  enabled: z.boolean(),
  events: z.array(eventSchema).min(1, "Choose at least one event.").max(100),
  filters: channelFilters,
  /** What a form showed masked is kept; empty is none. */
  secret: z.string().trim().max(2000),
};
const of = <K extends ChannelKind, S extends z.ZodType>(kind: K, settings: S) =>
  z.object({ kind: z.literal(kind), settings: settings.superRefine(refuseBlockedPort), ...about });

/** When it is saved or tested. One that is stored says so by itself when it is sent to. */
function refuseBlockedPort(settings: unknown, context: z.RefinementCtx): void {
  if (typeof settings !== "object" || settings === null || !("url" in settings)) return;
  const message = blockedPortOf(String(settings.url));
  if (message !== undefined) context.addIssue({ code: "custom", path: ["url"], message });
}

/** A channel as a form sends it. */
export const channelInput = z.discriminatedUnion("kind", [
  of("webhook", channelSettings.webhook),
  of("discord", channelSettings.discord),
  of("ntfy", channelSettings.ntfy),
  of("email", channelSettings.email),
]);
export type ChannelInput = z.output<typeof channelInput>;

type By = { userId: number; address: string | null };

/** Every channel, the oldest first. Secrets are masked. */
export async function listChannels(db: Db) {
  const rows = await db.select().from(notificationChannels).orderBy(asc(notificationChannels.id));
  return rows.map(({ id, secret, settings, events, filters, ...channel }) => ({
    ...channel,
    channelId: id,
    settings: settings ?? {},
    events: events ?? [],
    filters: channelFilters.parse(filters ?? {}),
    ...shownSecret(secret),
  }));
}

/** Masked for people; a secret that cannot be read any more is said to be so. */
function shownSecret(stored: string | null): { maskedSecret: string; isSecretLost: boolean } {
  if (stored === null) return { maskedSecret: "", isSecretLost: false };
  try {
    return { maskedSecret: maskSecret(decryptSecret(stored)), isSecretLost: false };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { maskedSecret: "", isSecretLost: true };
  }
}

async function getChannel(db: Db, channelId: number): Promise<Row> {
  const [row] = await db.select().from(notificationChannels).where(eq(notificationChannels.id, channelId));
  if (!row) throw new AppError("not_found", "This channel is no longer there. Load the page again.");
  return row;
}

/** Where a stored channel sends to. Throws AppError invalid for settings of another version, unavailable for a lost secret. */
export function targetOf({ kind, settings, secret }: Row): Target {
  const plain = secret === null ? null : decryptSecret(secret);
  const parsed = targetSchema.safeParse({ kind, settings: settings ?? {}, secret: plain });
  if (parsed.success) return parsed.data;
  throw new AppError("invalid", "The settings of this channel are not complete. Open it and save it again.", {
    cause: parsed.error,
  });
}

/**
 * What a form means to send to, saved or not: a masked secret is the stored one. Throws AppError invalid when that would go
 * to another server than it was entered for.
 */
export async function targetOfInput(db: Db, channelId: number | null, input: ChannelInput): Promise<Target> {
  const secret = await secretOf(db, channelId, input);
  return targetSchema.parse({ kind: input.kind, settings: input.settings, secret });
}

async function secretOf(db: Db, channelId: number | null, input: ChannelInput): Promise<string | null> {
  const { kind, secret } = input;
  if (!isMasked(secret)) return checkedSecret(kind, secret === "" ? null : secret);
  const row = channelId === null ? undefined : await getChannel(db, channelId);
  if (row?.secret == null || row.kind !== kind) {
    throw new AppError("invalid", "Enter the whole secret.", { field: "secret" });
  }
  requireSameServer(serverOf(row.settings ?? {}), serverOf(input.settings));
  return decryptSecret(row.secret);
}

function checkedSecret(kind: ChannelKind, secret: string | null): string | null {
  const { needsSecret, secretLabel } = kindFacts[kind];
  if (needsSecret && secret === null) {
    throw new AppError("invalid", `${secretLabel} is missing.`, { field: "secret" });
  }
  if (kind === "discord" && !channelSettings.webhook.shape.url.safeParse(secret).success) {
    throw new AppError("invalid", "Write the whole address, as Discord shows it.", { field: "secret" });
  }
  const blocked = kind === "discord" && secret !== null ? blockedPortOf(secret) : undefined;
  if (blocked !== undefined) throw new AppError("invalid", blocked, { field: "secret" });
  if (kind !== "email" && secret !== null && !/^[\x21-\x7e]+$/.test(secret)) {
    throw new AppError("invalid", "It has letters, digits and signs only, and no spaces.", { field: "secret" });
  }
  return secret;
}

/** The server that gets the secret. */
function serverOf(settings: Record<string, unknown>): string {
  const { url, host, port } = settings;
  return typeof url === "string" ? url : `smtp://${host}:${port}`;
}

/** Adds a channel, or changes one; what waits for it is sent soon. Returns its id. */
export async function saveChannel(
  tx: Tx,
  { channelId, input, by }: { channelId: number | null; input: ChannelInput; by: By },
): Promise<number> {
  const { name, kind, settings, events, filters, enabled } = input;
  const secret = await secretOf(tx, channelId, input);
  const values = {
    name,
    kind,
    settings,
    events,
    filters,
    enabled,
    secret: secret === null ? null : encryptSecret(secret),
    // What went wrong before says nothing about other settings.
    lastError: null,
    retryAt: null,
  };
  const [saved] =
    channelId === null
      ? await tx.insert(notificationChannels).values(values).returning({ id: notificationChannels.id })
      : await tx
          .update(notificationChannels)
          .set(values)
          .where(eq(notificationChannels.id, channelId))
          .returning({ id: notificationChannels.id });
  if (!saved) throw new AppError("not_found", "This channel is no longer there. Load the page again.");
  const action = channelId === null ? "notifications.add" : "notifications.change";
  await audit(tx, by, { action, channelId: saved.id, name, kind });
  if (channelId !== null) await sendSoon(tx, { channelId, isNow: true });
  return saved.id;
}

/** Switches a channel; while it is off nothing is written for it. */
export async function switchChannel(
  tx: Tx,
  { channelId, isEnabled, by }: { channelId: number; isEnabled: boolean; by: By },
): Promise<void> {
  const { name, kind } = await getChannel(tx, channelId);
  await tx
    .update(notificationChannels)
    .set({ enabled: isEnabled, lastError: null, retryAt: null })
    .where(eq(notificationChannels.id, channelId));
  await audit(tx, by, { action: isEnabled ? "notifications.on" : "notifications.off", channelId, name, kind });
  await sendSoon(tx, { channelId, isNow: true });
}

/** Removes a channel with its history. */
export async function removeChannel(tx: Tx, { channelId, by }: { channelId: number; by: By }): Promise<void> {
  const { name, kind } = await getChannel(tx, channelId);
  await tx.delete(notificationChannels).where(eq(notificationChannels.id, channelId));
  await audit(tx, by, { action: "notifications.remove", channelId, name, kind });
}

type Entry = { action: string; channelId: number; name: string; kind: ChannelKind };

const audit = (tx: Tx, { userId, address }: By, { action, channelId, name, kind }: Entry): Promise<void> =>
  recordAudit(tx, {
    userId,
    address,
    action,
    entityType: "notification_channel",
    entityId: channelId,
    details: { name, kind },
  });
