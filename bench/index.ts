import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, type BenchResult, isMet } from "./bench.ts";

/** `npm run bench [name …] [--postgres]`: measures against a floor in the same run, prints a table, keeps results.json. */
const benches: Record<string, () => Promise<Bench>> = {
  "scan-list": async () => (await import("./scan-list.ts")).scanList,
  "scan-full": async () => (await import("./scan-full.ts")).scanFull,
  "rescan-0": async () => (await import("./rescan-0.ts")).rescan0,
  "rescan-1pct": async () => (await import("./rescan-1pct.ts")).rescan1pct,
  memory: async () => (await import("./memory.ts")).memory,
  "enrich-rate": async () => (await import("./enrich-rate.ts")).enrichRate,
  publish: async () => (await import("./publish.ts")).publish,
  verify: async () => (await import("./verify.ts")).verify,
  queue: async () => (await import("./queue.ts")).queue,
  artwork: async () => (await import("./artwork.ts")).artwork,
  duplicates: async () => (await import("./duplicates.ts")).duplicates,
  restore: async () => (await import("./restore.ts")).restore,
};

const args = process.argv.slice(2);
const engine = args.includes("--postgres") ? "postgres" : "sqlite";
const wanted = args.filter((arg) => !arg.startsWith("--"));
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}. There are ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}

// Modules that read the environment are imported below: pictures of a benchmark stay out of the real cache.
process.env.DATA_DIR = mkdtempSync(join(tmpdir(), "metarr-bench-data-"));

// The dialect is read from the environment when a module loads, so a run on PostgreSQL is a process of its own.
if (engine === "postgres" && process.env.DB_TYPE !== "postgres") {
  const { startPostgres } = await import("#scripts/postgres.ts");
  const { runStep } = await import("#scripts/run-step.ts");
  const server = await startPostgres();
  const env = { DB_TYPE: "postgres", DATABASE_URL: server.url("postgres"), BENCH_POSTGRES: server.url("postgres") };
  const result = await runStep("PostgreSQL", ["node", "bench/index.ts", ...args], env);
  await server.stop();
  process.exit(result.ok ? 0 : 1);
}

const results: BenchResult[] = [];
for (const [name, load] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const result = await (await load())({ engine });
  results.push(result);
  console.log(`\n${result.name} (${engine}): ${result.workload}\n  floor: ${result.floor}`);
  for (const row of result.rows) {
    const spread = row.spread ? ` (${row.spread.min.toFixed(2)} to ${row.spread.max.toFixed(2)})` : "";
    const target = "atMost" in row.target ? `at most ${row.target.atMost}` : `at least ${row.target.atLeast}`;
    const floor = row.floor === null ? "" : ` / ${row.floor.toFixed(1)} ${row.unit}`;
    console.log(
      `  ${isMet(row) ? "met " : "MISS"} ${row.metric}: ${row.ours.toFixed(1)}${floor} = ${row.ratio.toFixed(2)}${spread}, ${target}`,
    );
  }
  for (const note of result.notes ?? []) console.log(`       ${note}`);
}
writeFileSync(
  new URL(`./results${engine === "postgres" ? "-postgres" : ""}.json`, import.meta.url),
  `${JSON.stringify({ engine, at: new Date().toISOString(), results }, null, 2)}\n`,
);
rmSync(process.env.DATA_DIR, { recursive: true, force: true });
process.exit(results.flatMap((result) => result.rows).every(isMet) ? 0 : 1);
