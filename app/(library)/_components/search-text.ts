import { z } from "zod";
import { firstProblem } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";

/** The field and the server hold to the same length. */
export const searchTextMax = 300;

/** What a person types to say which title something is. */
export const searchText = z
  .string()
  .trim()
  .min(1, "Type a title, an id or an address.")
  .max(searchTextMax, `Type at most ${searchTextMax} characters.`);

/** `typed`: the words are to blame, and are to be changed. `asking`: the same words may work in a moment. */
export type SearchProblem = { of: "typed" | "asking"; message: string };

/** What went wrong with a search, and where it is said. */
export const searchProblemOf = (error: ActionError): SearchProblem => ({
  of: error.code === "invalid" && error.field === "text" ? "typed" : "asking",
  message: firstProblem(error),
});

/** What is wrong with the words before anybody is asked; undefined when nothing is. */
export function problemOfText(text: string): SearchProblem | undefined {
  const message = searchText.safeParse(text).error?.issues[0]?.message;
  return message === undefined ? undefined : { of: "typed", message };
}
