import { expect, test } from "vitest";
import type { ClaimedJob } from "#lib/jobs/claim.ts";
import { createLane } from "./lane.ts";

const job: ClaimedJob = {
  jobId: 1,
  type: "cache.purge",
  lane: "system",
  payload: {},
  attempts: 1,
  maxAttempts: 3,
  claimNo: 1,
  priority: 5,
  runId: null,
  createdBy: null,
};

test("what a claim brings after the lane was closed is not started, and is told to whoever gives it back", async () => {
  const answer = Promise.withResolvers<ClaimedJob[]>();
  let isOpen = true;
  const started: number[] = [];
  const lane = createLane({
    name: "system",
    concurrency: 1,
    isOpen: () => isOpen,
    claim: () => answer.promise,
    start: async ({ jobId }) => void started.push(jobId),
  });
  const pumping = lane.pump();
  isOpen = false;
  const unstarted = lane.takeUnstarted();
  answer.resolve([job]);
  expect(await unstarted).toEqual([job]);
  await pumping;
  expect(started).toEqual([]);
  expect(await lane.takeUnstarted()).toEqual([]);
});
