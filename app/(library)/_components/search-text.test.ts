import { expect, test } from "vitest";
import { z } from "zod";
import { answerError } from "#app/_server/answer-error.ts";
import { AppError } from "#lib/errors.ts";
import { problemOfText, searchProblemOf, searchText } from "./search-text.ts";

test("words that cannot be searched for are told before anybody is asked", () => {
  expect(problemOfText("  ")).toEqual({ of: "typed", message: "Type a title, an id or an address." });
  expect(problemOfText("x".repeat(600))).toEqual({ of: "typed", message: "Type at most 300 characters." });
  expect(problemOfText(" The Matrix ")).toBeUndefined();
});

test.each(["", "x".repeat(600)])("what the server refuses is said without the name of the field: %#", (text) => {
  const { error } = z.object({ text: searchText }).safeParse({ text });
  expect(searchProblemOf(answerError(error, {}))).toEqual(problemOfText(text));
});

test("a provider that is down is no fault of the words", () => {
  const error = answerError(new AppError("unavailable", "TMDB does not answer."), {});
  expect(searchProblemOf(error)).toEqual({ of: "asking", message: "TMDB does not answer." });
});
