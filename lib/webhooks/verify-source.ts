import { timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { webhookSources } from "#db/schema/index.ts";
import { hashToken } from "#lib/access/secrets.ts";
import { AppError } from "#lib/errors.ts";

export type KnownSource = Pick<typeof webhookSources.$inferSelect, "id" | "name" | "kind">;

/** Compared with where there is no such source, so that it takes as long to say so. */
const nobody = hashToken("nobody");

/**
 * The source of this number, when one of the secrets is its. Undefined otherwise, whether it is unknown or the secret wrong.
 * Throws forbidden for one that is switched off: whoever has its secret may know.
 */
export async function verifySource(
  db: Db,
  { source, secrets }: { source: unknown; secrets: readonly string[] },
): Promise<KnownSource | undefined> {
  const sourceId = typeof source === "string" && /^[1-9]\d{0,8}$/.test(source) ? Number(source) : 0;
  const [row] = await db.select().from(webhookSources).where(eq(webhookSources.id, sourceId));
  const wanted = Buffer.from(row?.secretHash ?? nobody);
  const isRight = secrets.map((secret) => timingSafeEqual(Buffer.from(hashToken(secret)), wanted)).includes(true);
  if (!row || !isRight) return undefined;
  if (!row.enabled) throw new AppError("forbidden", `${row.name} is switched off in Metarr's settings of webhooks.`);
  return { id: row.id, name: row.name, kind: row.kind };
}
