import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { configuration } from "#db/schema/index.ts";
import { encryptSecret, isMasked } from "#lib/access/secrets.ts";
import { AppError } from "#lib/errors.ts";
import type { Setting } from "./define.ts";
import { type SettingKey, type SettingTypes, settings } from "./settings.ts";

/**
 * Keeps one setting. A secret that comes back as it was shown (masked) stays as it is.
 * Throws invalid with `field` when the value is not allowed.
 */
export async function setSetting<K extends SettingKey>(tx: Tx, key: K, value: SettingTypes[K]): Promise<void> {
  const setting: Setting<SettingTypes[K]> = settings[key];
  const parsed = setting.schema.safeParse(value);
  if (!parsed.success) {
    throw new AppError("invalid", parsed.error.issues[0]?.message ?? "This value is not allowed.", { field: key });
  }
  if (setting.secret && typeof parsed.data === "string" && isMasked(parsed.data)) return;
  const row = { ...encode(setting, parsed.data), description: setting.description, updatedAt: new Date() };
  await tx
    .insert(configuration)
    .values({ key, ...row })
    .onConflictDoUpdate({ target: configuration.key, set: row });
}

/** Forgets what was set: the environment or the default counts again. */
export async function clearSetting(tx: Tx, key: SettingKey): Promise<void> {
  await tx.delete(configuration).where(eq(configuration.key, key));
}

function encode(
  setting: { secret?: true },
  value: unknown,
): { value: string | null; type: "string" | "number" | "boolean" | "json" } {
  if (value === null) return { value: null, type: "json" };
  if (typeof value === "string") return { value: setting.secret ? encryptSecret(value) : value, type: "string" };
  if (typeof value === "number") return { value: JSON.stringify(value), type: "number" };
  if (typeof value === "boolean") return { value: JSON.stringify(value), type: "boolean" };
  return { value: JSON.stringify(value), type: "json" };
}
