import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { workerFlags } from "./node-flags.ts";

test("the container of the worker is started as npm start starts one", () => {
  const compose = readFileSync(new URL("../compose.postgres.yaml", import.meta.url), "utf8");
  expect(compose).toContain(
    `command: ${JSON.stringify(["node", ...workerFlags, "worker/index.ts"]).replaceAll(",", ", ")}`,
  );
});
