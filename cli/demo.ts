import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { migrate } from "#db/migrate.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { addLibrary, listLibraries } from "#lib/libraries/libraries.ts";
import { startSimulator } from "#simulator/server.ts";
import { withDb } from "./database.ts";
import { makeDemoLibrary } from "./demo-library.ts";
import { say } from "./output.ts";

const name = "Demo films";

/** A small library of free films, a provider that answers on this machine, and Metarr over both. No key, no network. */
export function addDemoCommand(program: Command): void {
  program
    .command("demo")
    .description("a small library of free films with a provider on this machine; needs no key and no network")
    .option("--once", "run the main job, print the summary and exit")
    .option("--json", "with --once: print one JSON object")
    .action(async (options: { once?: boolean; json?: boolean }) => {
      if (options.json && !options.once) throw new InvalidArgumentError("--json goes with --once.");
      const folder = join(env.DATA_DIR, "demo");
      makeDemoLibrary(folder);
      await migrate("latest");
      const libraryId = await withDb(async (db) => {
        const known = (await listLibraries(db)).find((library) => library.path === folder);
        const input = { name, paths: [folder], automation: "full" as const };
        return (known ?? (await addLibrary(db, input, { scan: options.once !== true }))).id;
      });
      const simulator = await startSimulator({ cacheDir: join(env.DATA_DIR, "cache", "demo-pictures") });
      try {
        const own = {
          TMDB_API_KEY: "demo",
          TMDB_BASE_URL: simulator.tmdbBaseUrl,
          TMDB_IMAGE_BASE_URL: simulator.imageBaseUrl,
          MEDIA_ROOTS: folder,
        };
        const script = options.once
          ? ["cli/index.ts", "run", String(libraryId), ...(options.json ? ["--json"] : [])]
          : ["scripts/start.ts"];
        if (!options.once)
          say(`The films are in ${folder}. Open http://localhost:${env.PORT} and create the administrator.`);
        process.exitCode = await runChild(script, own);
      } finally {
        await simulator.close();
      }
    });
}

/** The environment is read when a process starts, so Metarr over the simulator is a process of its own. */
function runChild(args: string[], own: Record<string, string>): Promise<number> {
  const child: ChildProcess = spawn(process.execPath, [...process.execArgv, ...args], {
    stdio: "inherit",
    env: { ...process.env, ...own },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => reject(new AppError("internal", "Metarr could not be started.", { cause })));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
