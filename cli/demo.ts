import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { Db } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { addLibrary, listLibraries } from "#lib/libraries/libraries.ts";
import { demoFolders } from "#lib/libraries/places.ts";
import type { LibraryInput } from "#lib/libraries/vocabulary.ts";
import { environmentOf, startSimulator } from "#simulator/server.ts";
import { withDb } from "./database.ts";
import { makeDemoLibrary, makeDemoSeries } from "./demo-library.ts";
import { say } from "./output.ts";

/** Small libraries of free films and series, a provider that answers on this machine, and Metarr over both. No key, no network. */
export function addDemoCommand(program: Command): void {
  program
    .command("demo")
    .description(
      "small libraries of free films and series with a provider on this machine; needs no key and no network",
    )
    .option("--once", "run the main job, print the summary and exit")
    .option("--json", "with --once: print one JSON object")
    .action(async (options: { once?: boolean; json?: boolean }) => {
      if (options.json && !options.once) throw new InvalidArgumentError("--json goes with --once.");
      const [folder, series] = demoFolders.map((name) => join(env.DATA_DIR, name)) as [string, string];
      makeDemoLibrary(folder);
      makeDemoSeries(series);
      await migrate("latest");
      const scan = options.once !== true;
      const [libraryId, seriesId] = await withDb(async (db) => [
        await findOrAdd(db, { name: "Demo films", paths: [folder], automation: "full" }, { scan }),
        await findOrAdd(db, { name: "Demo series", paths: [series], type: "tv" }, { scan }),
      ]);
      const simulator = await startSimulator({ cacheDir: join(env.DATA_DIR, "cache", "demo-pictures") });
      try {
        const own = {
          ...environmentOf(simulator.url),
          TMDB_API_KEY: "demo",
          TVDB_API_KEY: "demo",
          FANART_API_KEY: "demo",
          OMDB_API_KEY: "demo",
          MEDIA_ROOTS: `${folder},${series}`,
        };
        // What is told at the end is of the films.
        if (options.once) await runChild(["cli/index.ts", "run", String(seriesId)], own, "ignore");
        const script = options.once
          ? ["cli/index.ts", "run", String(libraryId), ...(options.json ? ["--json"] : [])]
          : ["scripts/start.ts"];
        if (!options.once)
          say(
            `The films are in ${folder}, the series in ${series}. Open http://localhost:${env.PORT} and create the administrator.`,
          );
        process.exitCode = await runChild(script, own);
      } finally {
        await simulator.close();
      }
    });
}

async function findOrAdd(db: Db, input: LibraryInput, options: { scan: boolean }): Promise<number> {
  const known = (await listLibraries(db)).find((library) => library.path === input.paths[0]);
  return (known ?? (await addLibrary(db, input, options))).id;
}

/** The environment is read when a process starts, so Metarr over the simulator is a process of its own. */
function runChild(
  args: string[],
  own: Record<string, string>,
  output: "inherit" | "ignore" = "inherit",
): Promise<number> {
  const child: ChildProcess = spawn(process.execPath, [...process.execArgv, ...args], {
    stdio: ["inherit", output, "inherit"],
    env: { ...process.env, ...own },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => reject(new AppError("internal", "Metarr could not be started.", { cause })));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
