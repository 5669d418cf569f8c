import { parseArgs } from "node:util";
import { addressesOf, startSimulator } from "./server.ts";

/** `node simulator/index.ts --port 4010 [--synthetic 1000] [--artwork-scale 0.1] [--cache-dir folder] [--rate 40]` */
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4010" },
    synthetic: { type: "string", default: "0" },
    "artwork-scale": { type: "string", default: "1" },
    "cache-dir": { type: "string" },
    rate: { type: "string", default: "40" },
  },
});
const cacheDir = values["cache-dir"];
const simulator = await startSimulator({
  port: Number(values.port),
  synthetic: Number(values.synthetic),
  artworkScale: Number(values["artwork-scale"]),
  faults: { requestsPerSecond: Number(values.rate) },
  ...(cacheDir === undefined ? {} : { cacheDir }),
});
// One line of JSON, so that a program that starts this one can read where it listens.
console.log(
  JSON.stringify({
    url: simulator.url,
    tmdbBaseUrl: simulator.tmdbBaseUrl,
    imageBaseUrl: simulator.imageBaseUrl,
    ...addressesOf(simulator.url),
  }),
);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void simulator.close());
}
