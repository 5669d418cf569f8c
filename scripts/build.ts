import { spawnSync } from "node:child_process";

/** `npm run build`: what the build says is shown only when it fails; its notes on file tracing concern a way of shipping Metarr does not use. */
const built = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
  encoding: "utf8",
  env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
});
if (built.status !== 0) {
  console.error(`${built.stdout}${built.stderr}`);
  console.error("The build failed.");
  process.exit(1);
}
console.log("Built.");
