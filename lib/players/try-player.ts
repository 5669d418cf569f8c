import type { Db } from "#db/client.ts";
import { mapPath } from "./map-path.ts";
import { openPlayer } from "./open-player.ts";
import type { PathKnown, PlayerAddress } from "./player.ts";
import { wordsInForm } from "./player-error.ts";
import { getPlayer, noteSeen, type Player } from "./players.ts";
import { secretOf } from "./save-player.ts";
import { type PlayerInput, playerFacts } from "./vocabulary.ts";

/** In the form of one player everybody knows which one is meant; the name typed so far may be anything. */
const calledHere = "The player";

export type PlayerVerdict = { ok: boolean; message: string };
export type PathVerdict = PlayerVerdict & { playerPath: string; known: PathKnown | null };

/** A test, saved or not. `playerId`: whose stored secret a mask stands for. */
export type Tried = { playerId: number | null } & Pick<PlayerInput, "kind" | "url" | "username" | "secret">;

/** Asks a player with what stands in its form who it is. Throws when the signal was aborted, and invalid for a kept secret. */
export async function tryPlayer(db: Db, tried: Tried, options: { signal: AbortSignal }): Promise<PlayerVerdict> {
  const before = await beforeOf(db, tried);
  const client = openPlayer(triedAddress(tried, before), options);
  try {
    const facts = await client.connect();
    if (before !== null && before.url === tried.url) await noteSeen(db, before.playerId, facts);
    const { label } = playerFacts[tried.kind];
    const version = facts.version.startsWith(label) ? facts.version : `${label} ${facts.version}`;
    return { ok: true, message: facts.name === "" ? `${version} answers.` : `${facts.name} answers: ${version}.` };
  } catch (error) {
    options.signal.throwIfAborted();
    return { ok: false, message: wordsInForm(error, { ...tried, name: calledHere }) };
  } finally {
    client.close();
  }
}

const knownTexts = {
  item: `${calledHere} has it in its library.`,
  source: `${calledHere} reads this folder, and does not have it in its library yet.`,
  unknown: `${calledHere} reads no folder that holds it.`,
} as const satisfies Record<PathKnown, string>;

/** What a player would be told of a path of ours, and whether it knows that. */
export async function tryPath(
  db: Db,
  { path, mappings, ...tried }: Tried & Pick<PlayerInput, "mappings"> & { path: string },
  options: { signal: AbortSignal },
): Promise<PathVerdict> {
  const playerPath = mapPath(mappings, path);
  const client = openPlayer(triedAddress(tried, await beforeOf(db, tried)), options);
  try {
    const known = await client.findPath(playerPath);
    return { ok: known !== "unknown", message: knownTexts[known], playerPath, known };
  } catch (error) {
    options.signal.throwIfAborted();
    return { ok: false, message: wordsInForm(error, { ...tried, name: calledHere }), playerPath, known: null };
  } finally {
    client.close();
  }
}

const beforeOf = (db: Db, { playerId }: Tried): Promise<Player | null> =>
  playerId === null ? Promise.resolve(null) : getPlayer(db, playerId);

const triedAddress = ({ kind, url, username, secret }: Tried, before: Player | null): PlayerAddress => ({
  ...{ kind, name: calledHere, url },
  username: username === "" ? null : username,
  secret: secretOf({ secret, url }, before),
});
