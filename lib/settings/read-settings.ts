import type { Db } from "#db/client.ts";
import { configuration } from "#db/schema/index.ts";
import { decryptSecret, maskSecret } from "#lib/access/secrets.ts";
import { type Env, env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import type { Setting } from "./define.ts";
import { type SettingKey, type SettingTypes, settings } from "./settings.ts";

/** Where the value in force comes from. */
export type SettingOrigin = "web" | "environment" | "default";

/** All settings as they are at one moment. */
export type Settings = {
  get<K extends SettingKey>(key: K): SettingTypes[K];
  origin(key: SettingKey): SettingOrigin;
};

type Row = { key: string; value: string | null; type: string | null };

/**
 * Reads every setting in one query. A value set in the web page wins over the environment; a secret given by the
 * environment wins over the web page.
 */
export async function readSettings(db: Db, environment: Env = env): Promise<Settings> {
  const rows = await db
    .select({ key: configuration.key, value: configuration.value, type: configuration.type })
    .from(configuration);
  const stored = new Map(rows.map((row) => [row.key, row]));
  return {
    get<K extends SettingKey>(key: K): SettingTypes[K] {
      const setting: Setting<SettingTypes[K]> = settings[key];
      return inForce(key, setting, stored.get(key), environment);
    },
    origin: (key) => originOf(settings[key], stored.get(key), environment),
  };
}

/** What a settings page may show: secrets as their last four characters, and where each value comes from. */
export function showSetting(
  read: Settings,
  key: SettingKey,
): { key: SettingKey; value: unknown; origin: SettingOrigin; description: string } {
  const value: unknown = read.get(key);
  const shown = settings[key].secret && typeof value === "string" ? maskSecret(value) : value;
  return { key, value: shown, origin: read.origin(key), description: settings[key].description };
}

function originOf(setting: Setting<never> | Setting<unknown>, row: Row | undefined, environment: Env): SettingOrigin {
  const given = setting.env !== undefined && environment[setting.env] !== undefined;
  if (setting.secret && given) return "environment";
  if (row !== undefined) return "web";
  return given ? "environment" : "default";
}

function inForce<T>(key: string, setting: Setting<T>, row: Row | undefined, environment: Env): T {
  const origin = originOf(setting, row, environment);
  if (origin === "default") return setting.fallback;
  const raw = origin === "web" ? decode(setting, row) : setting.env && environment[setting.env];
  const parsed = setting.schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const where = origin === "web" ? "in the settings" : `in ${setting.env}`;
  throw new AppError("invalid", `The value of ${key} ${where} is not valid: ${parsed.error.issues[0]?.message}.`, {
    field: key,
  });
}

function decode(setting: { secret?: true }, row: Row | undefined): unknown {
  if (row === undefined || row.value === null) return null;
  if (setting.secret) return decryptSecret(row.value);
  return row.type === "string" ? row.value : JSON.parse(row.value);
}
