import { AppError, isAppError, messageOf } from "#lib/errors.ts";
import { type PlayerKind, playerFacts } from "./vocabulary.ts";

/** What a player of this kind is asked with. */
const loginWords = (kind: PlayerKind): string => (kind === "kodi" ? "name or password" : playerFacts[kind].secretLabel);

/** The player refuses who asks. */
export const refusedLogin = (name: string, kind: PlayerKind): AppError =>
  new AppError("provider", `${name} refuses the ${loginWords(kind)}. Check it in Settings, Players.`, {
    details: { kind: "key" },
  });

/** The player answers something else than it should. */
export const strangeAnswer = (name: string, what: string, cause?: unknown): AppError =>
  new AppError("provider", `${name} answers ${what}. Check the address and the type of player.`, {
    cause,
    details: { kind: "garbage" },
  });

/** The player is there and cannot answer now, such as while it starts. */
export const failedAnswer = (name: string, status: number): AppError =>
  new AppError("provider", `${name} answers with status ${status}. Check whether it is well.`, {
    details: { kind: "status" },
  });

/** Something answers at the address, and it is another thing than a player of this kind. */
export const otherThing = (name: string, kind: PlayerKind, cause: unknown): AppError =>
  new AppError("provider", `${name} answers, but is no ${playerFacts[kind].label}. Check the address and the type.`, {
    cause,
    details: { kind: "garbage" },
  });

export const isStrange = (error: unknown): boolean => isAppError(error) && error.details?.kind === "garbage";

/**
 * For the form of a player, whose fields are at hand. Another program may want a sign-in, too, so that the address is named
 * beside the login.
 */
export function wordsInForm(error: unknown, { name, kind }: { name: string; kind: PlayerKind }): string {
  if (!isAppError(error) || error.details?.kind !== "key") return messageOf(error);
  return `${name} refuses the ${loginWords(kind)}. Check it here, and that a ${playerFacts[kind].label} is at this address.`;
}

export const noConnection = (name: string, cause?: unknown): AppError =>
  new AppError("unavailable", `${name} could not be reached. Check that it runs and that the address is right.`, {
    cause,
    details: { kind: "connection" },
  });

export const noAnswer = (name: string): AppError =>
  new AppError("unavailable", `${name} did not answer in time.`, { details: { kind: "timeout" } });
