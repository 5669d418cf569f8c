import { type Command, InvalidArgumentError } from "commander";
import type { Db } from "#db/client.ts";
import { newRunId, type Phase, phases } from "#lib/jobs/run-phase.ts";
import type { Library } from "#lib/libraries/libraries.ts";
import { enqueuePhase, findLibraryByWord, type PhaseTarget } from "#lib/libraries/phases.ts";
import { getMovie } from "#lib/movies/get-movie.ts";
import { planTarget } from "#lib/publish/plan-target.ts";
import { runUntilIdle } from "#worker/run.ts";
import { withDb } from "./database.ts";
import { oneOf, readId } from "./input.ts";
import { printJson, say } from "./output.ts";
import { describeSummary, type RunSummary, summariseRuns } from "./summary.ts";

type Json = { json?: boolean };

/** The whole main job on one library, in this process, to the end. */
export async function runLibrary(
  db: Db,
  params: { library: Library; until: Phase; signal?: AbortSignal },
): Promise<RunSummary> {
  const { library, until, signal } = params;
  const startedMs = performance.now();
  const runId = newRunId(until);
  const target = { libraryId: library.id };
  await enqueuePhase(db, { phase: "scan", target, runId });
  await runUntilIdle({ db, runId, signal });
  // The scan's own follow-ups are done by now; what is left waited from before, for example under another automation.
  for (const phase of phases.slice(1, phases.indexOf(until) + 1)) {
    const jobs = await enqueuePhase(db, { phase, target, runId, onlyDue: true });
    if (jobs > 0) await runUntilIdle({ db, runId, signal });
  }
  return summariseRuns(db, { library, runIds: [runId], durationMs: Math.round(performance.now() - startedMs) });
}

export function addRunCommands(program: Command): void {
  program
    .command("run <library>")
    .description("scan, identify, enrich and publish one library, in this process, to the end")
    .option("--until <phase>", phases.join(", "), "publish")
    .option("--json", "print one JSON object")
    .action((word: string, options: Json & { until: string }) =>
      withRun(async (db, signal) => {
        const library = await findLibraryByWord(db, word);
        const until = oneOf(options.until, phases, "--until");
        const summary = await runLibrary(db, { library, until, signal });
        if (options.json) printJson(summary);
        else process.stdout.write(`${describeSummary(summary)}\n`);
      }),
    );
  for (const phase of phases) addPhaseCommand(program, phase);
}

type PhaseOptions = Json & { movie?: string; queue?: boolean; dryRun?: boolean; confirm?: boolean };

const descriptions: Record<Phase, string> = {
  scan: "look at the files of a library",
  identify: "find out which films they are",
  enrich: "fetch metadata and artwork again",
  publish: "write NFO and artwork into the folders",
};

function addPhaseCommand(program: Command, phase: Phase): void {
  const command = program
    .command(`${phase} [library]`)
    .description(descriptions[phase])
    .option("--movie <id>", "only this film")
    .option("--queue", "leave it to the worker")
    .option("--json", "print one JSON object");
  if (phase === "publish") command.option("--dry-run", "show the plan and write nothing");
  if (phase === "scan") command.option("--confirm", "the folders are right, though a disk changed or films are gone");
  command.action((word: string | undefined, options: PhaseOptions) =>
    withRun(async (db, signal) => {
      const target = await readTarget(db, word, options.movie);
      if (options.dryRun) return showPlan(db, target, options);
      const scan = options.confirm ? { confirmed: true } : {};
      if (options.queue) {
        const queued = await enqueuePhase(db, { phase, target, scan });
        if (options.json) printJson({ queued });
        else say(`${queued} jobs wait for the worker.`);
        return;
      }
      const startedMs = performance.now();
      const runId = newRunId(phase);
      const queued = await enqueuePhase(db, { phase, target, runId, scan });
      if (queued > 0) await runUntilIdle({ db, runId, signal });
      const summary = await summariseRuns(db, {
        library: target.library,
        runIds: [runId],
        durationMs: Math.round(performance.now() - startedMs),
      });
      if (options.json) printJson(summary);
      else process.stdout.write(`${describeSummary(summary)}\n`);
      if (summary.errors.some((error) => error.path.startsWith("job "))) process.exitCode = 1;
    }),
  );
}

async function readTarget(
  db: Db,
  word: string | undefined,
  movie: string | undefined,
): Promise<PhaseTarget & { library: Library }> {
  if (movie !== undefined) {
    const movieId = readId(movie, "--movie");
    return { movieId, library: await findLibraryByWord(db, String(await libraryIdOf(db, movieId))) };
  }
  if (word === undefined) throw new InvalidArgumentError("Name a library, or one film with --movie.");
  const library = await findLibraryByWord(db, word);
  return { libraryId: library.id, library };
}

async function libraryIdOf(db: Db, movieId: number): Promise<number> {
  return (await getMovie(db, movieId)).libraryId;
}

async function showPlan(db: Db, target: PhaseTarget, options: Json): Promise<void> {
  let steps = 0;
  for await (const plan of planTarget(db, target)) {
    if (options.json) printJson(plan);
    else for (const line of plan.lines) process.stdout.write(`${line}\n`);
    steps += plan.lines.length;
  }
  if (!options.json)
    say(
      steps === 0 ? "Nothing to do: everything is published as it should be." : `${steps} steps. Nothing was written.`,
    );
}

/** Ctrl-C stops the run at its next step; what is done stays done. */
async function withRun(body: (db: Db, signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort(new Error("Stopped.")));
  await withDb((db) => body(db, controller.signal));
}
