import { expect, test } from "vitest";
import { fieldErrors } from "./field-errors.ts";

const fields = ["name", "paths"];

test("no error, no messages", () => {
  expect(fieldErrors(undefined, fields)).toEqual({ of: {}, rest: undefined });
});

test("an error with a field belongs to it", () => {
  const error = { code: "conflict" as const, message: "/films overlaps.", field: "paths" };
  expect(fieldErrors(error, fields)).toEqual({ of: { paths: "/films overlaps." }, rest: undefined });
});

test("an error without a field, or with one the form does not have, stands above it", () => {
  expect(fieldErrors({ code: "forbidden", message: "No." }, fields).rest).toBe("No.");
  expect(fieldErrors({ code: "invalid", message: "Odd.", field: "type" }, fields).rest).toBe("Odd.");
});

test("every problem of an input stands at its field, without the field's name before it", () => {
  const issues = [
    { field: "name", message: "Give the library a name." },
    { field: "paths.1", message: "Choose a folder." },
    { field: "paths.2", message: "This path is too long." },
  ];
  const error = {
    code: "invalid" as const,
    message: "name: Give the library a name.",
    field: "name",
    details: { issues },
  };
  expect(fieldErrors(error, fields)).toEqual({
    of: { name: "Give the library a name.", paths: "Choose a folder." },
    rest: undefined,
  });
});
