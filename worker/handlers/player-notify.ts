import { notifyPlayer } from "#lib/players/notify-player.ts";
import type { Handler } from "../handler.ts";

/** Tells one player what changed since it was told last. */
export const playerNotify: Handler<"player.notify"> = ({ db, payload, job, signal, assertOwned }) =>
  notifyPlayer(db, { playerId: payload.playerId, job, signal, assertOwned });
