import { bulkInsert } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { auditLog } from "#db/schema/index.ts";

export type AuditEntry = {
  /** Null for what the command line or the system did. */
  userId: number | null;
  /** noun.verb, such as `user.create`. */
  action: string;
  entityType?: string;
  entityId?: number;
  /** Facts for whoever reads the log later. Never secrets. */
  details?: Record<string, unknown>;
  /** Where the person was, as the server saw it. */
  address?: string | null;
};

/** Writes down what a person did. Call it in the transaction that does it. */
export async function recordAudit(tx: Db, entry: AuditEntry): Promise<void> {
  await tx.insert(auditLog).values(rowOf(entry));
}

/** The same for any number of things done at once. */
export async function recordAudits(tx: Db, entries: readonly AuditEntry[]): Promise<void> {
  await bulkInsert(tx, auditLog, entries.map(rowOf));
}

const rowOf = (entry: AuditEntry) => ({
  userId: entry.userId,
  action: entry.action,
  entityType: entry.entityType ?? null,
  entityId: entry.entityId ?? null,
  details: entry.details ?? null,
  address: entry.address ?? null,
});
