import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import { listLibraries } from "#lib/libraries/libraries.ts";
import { countUpdates, listUpdates } from "#lib/players/list-updates.ts";
import { listGroups, listPlayers } from "#lib/players/players.ts";

/** Every player with how it is and what waits for it. */
export async function listPlayerCards() {
  await requireUser("admin");
  const db = getDb();
  const [players, groups, counts, libraries] = await Promise.all([
    listPlayers(db),
    listGroups(db),
    countUpdates(db),
    listLibraries(db),
  ]);
  const names = new Map(libraries.map(({ id, name }) => [id, name]));
  return players.map((player) => ({
    ...player,
    groupName: groups.find(({ groupId }) => groupId === player.groupId)?.name ?? null,
    libraryNames: player.settings.libraryIds?.flatMap((id) => names.get(id) ?? []) ?? null,
    updates: counts.get(player.playerId) ?? { pending: 0, failed: 0 },
  }));
}

export type PlayerCardData = Awaited<ReturnType<typeof listPlayerCards>>[number];

export async function listPlayerGroups() {
  await requireUser("admin");
  return listGroups(getDb());
}

/** What the form of a player offers. */
export async function getPlayerChoices() {
  await requireUser("admin");
  const db = getDb();
  const [groups, libraries] = await Promise.all([listGroups(db), listLibraries(db)]);
  return { groups, libraries: libraries.map(({ id, name }) => ({ libraryId: id, name })) };
}

export type PlayerChoices = Awaited<ReturnType<typeof getPlayerChoices>>;

/** One player for its form. Throws not_found. */
export async function getPlayerForm(playerId: number) {
  await requireUser("admin");
  const player = (await listPlayers(getDb())).find((one) => one.playerId === playerId);
  if (!player) throw new AppError("not_found", "This player is not there any more.");
  return player;
}

/** What players were told, newest first. */
export async function listPlayerUpdates(params: { playerId?: number | undefined; before?: number | undefined }) {
  await requireUser("admin");
  return listUpdates(getDb(), params);
}
