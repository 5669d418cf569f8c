import { expect, test } from "vitest";
import { mayFollow, newRunId } from "./run-phase.ts";

test("automation goes as far as its level, a run as far as it was asked", () => {
  const run = (until: Parameters<typeof newRunId>[0]) => newRunId(until);
  expect(mayFollow("enrich", { automation: "manual", runId: null })).toBe(false);
  expect(mayFollow("enrich", { automation: "review", runId: null })).toBe(true);
  expect(mayFollow("publish", { automation: "review", runId: null })).toBe(false);
  expect(mayFollow("publish", { automation: "full", runId: null })).toBe(true);
  expect(mayFollow("publish", { automation: "manual", runId: run("publish") })).toBe(true);
  expect(mayFollow("identify", { automation: "full", runId: run("scan") })).toBe(false);
  expect(mayFollow("publish", { automation: "full", runId: "something else" })).toBe(true);
});
