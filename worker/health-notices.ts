import { gt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rateLimits } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { readDiskSpace } from "#lib/health/disk-space.ts";
import { isAnybodyTold, type Notice, notifyMany } from "#lib/notifications/notify.ts";
import { listUnreachable } from "#lib/players/list-unreachable.ts";
import { saysKeyRefused } from "#lib/providers/errors.ts";
import { providerFacts, providerNames } from "#lib/providers/vocabulary.ts";

/** Below this the database may fail any moment; the health page calls it dangerous, too. */
const fullBytes = 1024 ** 3;

/** Tells what no job tells by itself: a key that is refused, a disk that fills, a player that is away. Each once a day. */
export async function tellHealth(db: Db, { readSpace = readDiskSpace } = {}): Promise<void> {
  if (!(await isAnybodyTold(db))) return;
  const notices = (await Promise.all([refusedKeys(db), fullDisks(readSpace), awayPlayers(db)])).flat();
  if (notices.length > 0) await transaction(db, (tx) => notifyMany(tx, notices));
}

async function refusedKeys(db: Db): Promise<Notice[]> {
  const failing = await db.select().from(rateLimits).where(gt(rateLimits.failuresInARow, 0));
  const refused = new Map(failing.filter(({ lastError }) => saysKeyRefused(lastError)).map((row) => [row.key, row]));
  return providerNames
    .filter((name) => refused.has(name))
    .map((name) => ({
      event: "provider.key",
      title: `${providerFacts[name].label} refuses its key`,
      body: "Nothing is fetched from it until somebody enters another key.",
      subject: `provider:${name}`,
      link: `/settings/providers#${name}-key`,
    }));
}

async function awayPlayers(db: Db): Promise<Notice[]> {
  const away = await listUnreachable(db);
  return away.map(({ playerId, name, error }) => ({
    event: "player.unreachable",
    title: `${name} cannot be reached`,
    body: `${error ?? ""} What changed for an hour or longer is not shown there.`.trim(),
    subject: `player:${playerId}`,
    link: `/settings/players/${playerId}`,
  }));
}

async function fullDisks(readSpace: typeof readDiskSpace): Promise<Notice[]> {
  const { freeBytes } = await readSpace(env.DATA_DIR);
  if (freeBytes === null || freeBytes >= fullBytes) return [];
  return [
    {
      event: "disk.full",
      title: "The disk of Metarr's data is nearly full",
      body: `Only ${Math.floor(freeBytes / 1024 ** 2)} MB are free for the database, artwork and the recycle bin.`,
      subject: "disk:data",
      link: "/settings/system",
    },
  ];
}
