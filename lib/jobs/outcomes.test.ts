import { expect, test } from "vitest";
import { AppError } from "#lib/errors.ts";
import { describeError } from "./outcomes.ts";

test("an error for people stands alone, without the technical cause below it", () => {
  const cause = new Error("ENOENT: no such file or directory, realpath '/media'");
  const offline = new AppError("offline", "/media is not there. Check that its disk is connected.", { cause });
  expect(describeError(offline)).toBe("/media is not there. Check that its disk is connected.");
  expect(describeError(new Error("The scan stopped.", { cause: offline }))).toBe(
    "The scan stopped. Cause: /media is not there. Check that its disk is connected.",
  );
});

test("other causes follow one another, each once and with one full stop", () => {
  const cause = new Error("disk full", { cause: new Error("disk full") });
  expect(describeError(new Error("Nothing was written.", { cause }))).toBe("Nothing was written. Cause: disk full");
  expect(describeError("burnt")).toBe("burnt");
});
