import { randomBytes } from "node:crypto";
import { asc, eq, inArray, isNotNull, max } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { isUniqueViolation } from "#db/errors.ts";
import { webhookEvents, webhookSources } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { hashToken } from "#lib/access/secrets.ts";
import { AppError } from "#lib/errors.ts";
import type { PathMapping, SourceKind } from "./vocabulary.ts";

/** Who does it, for the audit log. */
type By = { userId: number; address: string | null };

const newSecret = (): string => `mtrh_${randomBytes(24).toString("base64url")}`;

/** Adds a source. The secret can only be shown now: the database has its SHA-256. Throws conflict for a name that is taken. */
export async function createSource(
  db: Db,
  { name, kind }: { name: string; kind: SourceKind },
  by: By,
): Promise<{ sourceId: number; secret: string }> {
  const secret = newSecret();
  const sourceId = await unlessTaken(() =>
    transaction(db, async (tx) => {
      const [row] = await tx
        .insert(webhookSources)
        .values({ name: nameOf(name), kind, secretHash: hashToken(secret) })
        .returning({ id: webhookSources.id });
      if (!row) throw new Error("The source was not kept.");
      await audit(tx, "webhook.create", { sourceId: row.id, details: { name, kind } }, by);
      return row.id;
    }),
  );
  return { sourceId, secret };
}

export type SourceChange = { name?: string; enabled?: boolean; pathMappings?: PathMapping[] };

/** Changes what is given of a source. Throws not_found, and conflict for a name that is taken. */
export async function updateSource(
  db: Db,
  { sourceId, ...change }: SourceChange & { sourceId: number },
  by: By,
): Promise<void> {
  const values = {
    ...change,
    ...(change.name === undefined ? {} : { name: nameOf(change.name) }),
    updatedAt: new Date(),
  };
  await unlessTaken(() =>
    transaction(db, async (tx) => {
      const rows = await tx.update(webhookSources).set(values).where(eq(webhookSources.id, sourceId)).returning();
      assertFound(rows);
      await audit(tx, "webhook.update", { sourceId, details: change }, by);
    }),
  );
}

/** Gives a source another secret; the one before is worth nothing from now on. */
export async function renewSecret(db: Db, { sourceId }: { sourceId: number }, by: By): Promise<{ secret: string }> {
  const secret = newSecret();
  await transaction(db, async (tx) => {
    const change = { secretHash: hashToken(secret), updatedAt: new Date() };
    assertFound(await tx.update(webhookSources).set(change).where(eq(webhookSources.id, sourceId)).returning());
    await audit(tx, "webhook.renew", { sourceId }, by);
  });
  return { secret };
}

/** Removes a source. What it told stays in the log for its time. */
export async function removeSource(db: Db, { sourceId }: { sourceId: number }, by: By): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.update(webhookEvents).set({ sourceId: null, liveKey: null }).where(eq(webhookEvents.sourceId, sourceId));
    assertFound(await tx.delete(webhookSources).where(eq(webhookSources.id, sourceId)).returning());
    await audit(tx, "webhook.remove", { sourceId }, by);
  });
}

export type SourceSummary = {
  sourceId: number;
  name: string;
  kind: SourceKind;
  enabled: boolean;
  pathMappings: PathMapping[];
  /** The last thing it told, of those that are kept. */
  lastEvent: { eventId: number; eventType: string | null; receivedAt: Date } | null;
};

/** Every source, by name. */
export async function listSources(db: Db): Promise<SourceSummary[]> {
  const sources = await db.select().from(webhookSources).orderBy(asc(webhookSources.name));
  const last = await db
    .select({ eventId: max(webhookEvents.id) })
    .from(webhookEvents)
    .where(isNotNull(webhookEvents.sourceId))
    .groupBy(webhookEvents.sourceId);
  const ids = last.flatMap(({ eventId }) => (eventId === null ? [] : [Number(eventId)]));
  const events = await db
    .select({
      eventId: webhookEvents.id,
      sourceId: webhookEvents.sourceId,
      eventType: webhookEvents.eventType,
      receivedAt: webhookEvents.receivedAt,
    })
    .from(webhookEvents)
    .where(inArray(webhookEvents.id, ids));
  return sources.map(({ id, name, kind, enabled, pathMappings }) => {
    const found = events.find((event) => event.sourceId === id);
    const lastEvent = found
      ? { eventId: found.eventId, eventType: found.eventType, receivedAt: found.receivedAt }
      : null;
    return { sourceId: id, name, kind, enabled, pathMappings: pathMappings ?? [], lastEvent };
  });
}

function nameOf(name: string): string {
  const trimmed = name.trim().slice(0, 100);
  if (trimmed === "") throw new AppError("invalid", "Give it a name, such as Radarr 4K.", { field: "name" });
  return trimmed;
}

async function unlessTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError("conflict", "Another source has this name.", { field: "name", cause: error });
  }
}

function assertFound(rows: readonly unknown[]): void {
  if (rows.length === 0) throw new AppError("not_found", "This source does not exist any more.");
}

function audit(
  tx: Tx,
  action: string,
  { sourceId, details = {} }: { sourceId: number; details?: Record<string, unknown> },
  { userId, address }: By,
): Promise<void> {
  return recordAudit(tx, { userId, address, action, entityType: "webhook_source", entityId: sourceId, details });
}
