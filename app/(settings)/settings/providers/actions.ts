"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type ActionContext, action } from "#app/_server/action.ts";
import type { Db } from "#db/client.ts";
import { transaction } from "#db/transaction.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { isMasked } from "#lib/access/secrets.ts";
import { env } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { resumeWaiting } from "#lib/libraries/resume-waiting.ts";
import { recordSuccess } from "#lib/providers/limits.ts";
import type { ConnectionVerdict } from "#lib/providers/provider.ts";
import { openTmdb } from "#lib/providers/tmdb.ts";
import { changeSettings, type SettingChanges } from "#lib/settings/change-settings.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { type SettingKey, settings } from "#lib/settings/settings.ts";
import { apiKeyInput, baseUrlInput, matchInput, tmdbInput } from "./_components/input.ts";

const page = "/settings/providers";

/** Another key, address or switch: what failed before says nothing about it. */
const reopening: readonly SettingKey[] = ["tmdb.enabled", "tmdb.apiKey", "tmdb.baseUrl"];

const testTimeoutMs = 20_000;

export const saveTmdb = action({ role: "admin", input: tmdbInput }, async (input, context) => {
  const changed = await keep(context, {
    "tmdb.enabled": input.enabled,
    "tmdb.apiKey": input.apiKey,
    "tmdb.baseUrl": input.baseUrl,
    "tmdb.imageBaseUrl": input.imageBaseUrl,
    "tmdb.language": input.language,
    "tmdb.region": input.region,
    "tmdb.ratePerSecond": input.ratePerSecond,
  });
  revalidatePath(page);
  return { changed: changed.length };
});

/** The key alone, for the first set-up. Nothing is revalidated: the set-up goes on to its next page. */
export const saveTmdbKey = action(
  { role: "admin", input: z.object({ apiKey: apiKeyInput }) },
  async ({ apiKey }, context) => {
    const changed = await keep(context, { "tmdb.apiKey": apiKey });
    return { changed: changed.length };
  },
);

export const saveMatching = action({ role: "admin", input: matchInput }, async (input, context) => {
  const changed = await keep(context, {
    "identify.acceptScore": input.acceptScore,
    "identify.margin": input.margin,
    "ratings.default": input.rating,
  });
  revalidatePath(page);
  return { changed: changed.length };
});

const connection = z.object({ apiKey: apiKeyInput, baseUrl: baseUrlInput.optional() });

/** Asks TMDB with what stands in the form, saved or not. A person's test passes an open breaker, and does not open one. */
export const testTmdb = action(
  { role: "admin", input: connection },
  async ({ apiKey, baseUrl }, { db }): Promise<ConnectionVerdict> => {
    const signal = AbortSignal.timeout(testTimeoutMs);
    try {
      const provider = await openTmdb(db, { enabled: true, ...(await overrides(db, { apiKey, baseUrl })) });
      return await provider.testConnection({ signal });
    } catch (error) {
      if (signal.aborted) return { ok: false, message: "TMDB did not answer within 20 seconds. Try again later." };
      if (isAppError(error)) return { ok: false, message: error.message };
      throw error;
    }
  },
);

type Connection = { apiKey: string | null; baseUrl: string | null | undefined };

/** What the form says in place of the saved settings. A key given by the environment cannot be replaced. */
async function overrides(db: Db, { apiKey, baseUrl }: Connection) {
  const read = await readSettings(db);
  const isTyped = apiKey !== null && !isMasked(apiKey) && read.origin("tmdb.apiKey") !== "environment";
  const given = env.TMDB_BASE_URL ?? settings["tmdb.baseUrl"].fallback;
  return { ...(isTyped ? { apiKey } : {}), ...(baseUrl === undefined ? {} : { baseUrl: baseUrl ?? given }) };
}

/** Keeps settings with their line in the audit log, and lets work go on that waited for them. */
async function keep({ user, db, facts }: ActionContext, changes: SettingChanges): Promise<SettingKey[]> {
  const changed = await transaction(db, async (tx) => {
    const keys = await changeSettings(tx, changes);
    if (keys.length === 0) return keys;
    const details = Object.fromEntries(keys.map((key) => [key, settings[key].secret ? "changed" : changes[key]]));
    const { address } = facts;
    await recordAudit(tx, { userId: user.id, address, action: "settings.update", details });
    return keys;
  });
  if (changed.some((key) => reopening.includes(key))) {
    await recordSuccess(db, "tmdb");
    if (await isTmdbUsable(db)) await resumeWaiting(db);
  }
  return changed;
}

async function isTmdbUsable(db: Db): Promise<boolean> {
  const read = await readSettings(db);
  return read.get("tmdb.enabled") && read.get("tmdb.apiKey") !== null;
}
