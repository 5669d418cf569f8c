import { spawn } from "node:child_process";
import { migrate } from "#db/migrate.ts";
import { workerFlags } from "#worker/node-flags.ts";

/** `npm run dev`: the server with live reload and the worker, on the same data folder as `npm start`. */
await migrate("latest");
const children = [["server.ts"], ["--watch", ...workerFlags, "worker/index.ts"]].map((args) =>
  spawn(process.execPath, [...process.execArgv, ...args], {
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "development" },
  }),
);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });
}
