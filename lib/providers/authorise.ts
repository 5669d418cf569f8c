import { troubleOf } from "./errors.ts";

/** A token, as the headers that carry it. */
export type TokenHeaders = Record<string, string>;

/** The token in force; `refused` is one that the provider no longer takes, so that another is made. Never logged. */
export type Authorise = (options: {
  refused?: TokenHeaders | undefined;
  signal?: AbortSignal | undefined;
}) => Promise<TokenHeaders>;

/** Sends with the token in force, and once more with a new one when the provider refuses it: tokens end without notice. */
export async function sendAuthorised<T>(
  authorise: Authorise | undefined,
  signal: AbortSignal | undefined,
  send: (token: TokenHeaders) => Promise<T>,
): Promise<T> {
  const token = (await authorise?.({ signal })) ?? {};
  try {
    return await send(token);
  } catch (error) {
    if (authorise === undefined || troubleOf(error) !== "key") throw error;
    return send(await authorise({ refused: token, signal }));
  }
}
