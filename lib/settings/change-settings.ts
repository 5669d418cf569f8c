import { isDeepStrictEqual } from "node:util";
import type { Tx } from "#db/client.ts";
import { isMasked } from "#lib/access/secrets.ts";
import { readSettings, type Settings } from "./read-settings.ts";
import { type SettingKey, type SettingTypes, settingKeys, settings } from "./settings.ts";
import { clearSetting, setSetting } from "./write-settings.ts";

/** What a form sends: null forgets the setting, so that the environment or the default counts again. */
export type SettingChanges = { [K in SettingKey]?: SettingTypes[K] | null };

/**
 * Keeps what differs from the values in force, and returns the keys of that. What a form only showed stays where it
 * came from: a value of the environment goes on following the environment, and a masked secret is not touched.
 */
export async function changeSettings(tx: Tx, changes: SettingChanges): Promise<SettingKey[]> {
  const read = await readSettings(tx);
  const changed: SettingKey[] = [];
  for (const key of settingKeys) {
    if (await changeOne(tx, { read, key, value: changes[key] })) changed.push(key);
  }
  return changed;
}

type Change<K extends SettingKey> = { read: Settings; key: K; value: SettingTypes[K] | null | undefined };

async function changeOne<K extends SettingKey>(tx: Tx, { read, key, value }: Change<K>): Promise<boolean> {
  if (value === undefined) return false;
  const isSecret = settings[key].secret === true;
  // Nobody can change a secret that the environment gives.
  if (isSecret && read.origin(key) === "environment") return false;
  if (value === null) {
    if (read.origin(key) !== "web") return false;
    await clearSetting(tx, key);
    return true;
  }
  if (isSecret ? typeof value === "string" && isMasked(value) : isDeepStrictEqual(value, inForce(read, key)))
    return false;
  await setSetting(tx, key, value);
  return true;
}

/** Undefined for a stored value that no longer is one: whatever is set now differs from it. */
function inForce<K extends SettingKey>(read: Settings, key: K): SettingTypes[K] | undefined {
  try {
    return read.get(key);
  } catch {
    return undefined;
  }
}
