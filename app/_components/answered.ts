import { unstable_rethrow } from "next/navigation";
import type { ActionError } from "#app/_server/action.ts";

/** What a server action answers when the server could not be reached at all. */
export const noAnswer: ActionError = {
  code: "unavailable",
  message: "The server did not answer. Nothing is lost. Try again.",
};

/**
 * Waits for a server action and never throws: `await answered(saveFilm(input))`. An action answers its own failures;
 * what is left is a server that is away, and a page that fell apart over that would take along what a person typed.
 */
export async function answered<T extends { ok: true } | { ok: false; error: ActionError }>(
  call: Promise<T>,
): Promise<T | { ok: false; error: ActionError }> {
  try {
    return await call;
  } catch (error) {
    // redirect() and notFound() are thrown, and Next wants them back.
    unstable_rethrow(error);
    return { ok: false, error: noAnswer };
  }
}
