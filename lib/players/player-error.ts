import { AppError } from "#lib/errors.ts";

/** The player refuses who asks. */
export const refusedLogin = (name: string, what: string): AppError =>
  new AppError("provider", `${name} refuses the ${what}. Check it in Settings, Players.`, { details: { kind: "key" } });

/** The player answers something else than it should. */
export const strangeAnswer = (name: string, what: string, cause?: unknown): AppError =>
  new AppError("provider", `${name} answers ${what}. Check the address and the kind of player.`, {
    cause,
    details: { kind: "garbage" },
  });

export const noConnection = (name: string, cause?: unknown): AppError =>
  new AppError("unavailable", `${name} could not be reached. Check that it runs and that the address is right.`, {
    cause,
    details: { kind: "connection" },
  });

export const noAnswer = (name: string): AppError =>
  new AppError("unavailable", `${name} did not answer in time.`, { details: { kind: "timeout" } });
