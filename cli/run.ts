import type { Command } from "commander";
import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { jobs } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { countRun } from "#lib/jobs/queries.ts";
import { newRunId, type Phase, phases } from "#lib/jobs/run-phase.ts";
import type { Library } from "#lib/libraries/libraries.ts";
import { enqueuePhase, findLibraryByWord, type PhaseTarget } from "#lib/libraries/phases.ts";
import type { UnitRef } from "#lib/publish/vocabulary.ts";
import { oneOf } from "./input.ts";
import { printJson, say } from "./output.ts";
import { readTarget, withRun } from "./run-target.ts";
import { describeSummary, type RunSummary, summariseRuns } from "./summary.ts";

type Json = { json?: boolean };

// What the jobs do takes longer to load than all else, and most commands need none of it.
const runUntilIdle: typeof import("#worker/run.ts").runUntilIdle = async (options) =>
  (await import("#worker/run.ts")).runUntilIdle(options);

/**
 * The whole main job on one library, in this process, to the end or until the signal is aborted. Without a good scan
 * nothing follows: what it would work on may not be there.
 */
export async function runLibrary(
  db: Db,
  params: { library: Library; until: Phase; runId?: string; signal?: AbortSignal },
): Promise<RunSummary> {
  const { library, until, runId = newRunId(until), signal } = params;
  const startedMs = performance.now();
  const target = { libraryId: library.id };
  await enqueuePhase(db, { phase: "scan", target, runId });
  await runUntilIdle({ db, runId, signal });
  // The scan's own follow-ups are done by now; what is left waited from before, for example under another automation.
  for (const phase of phases.slice(1, phases.indexOf(until) + 1)) {
    if (signal?.aborted || (await hasFailedScan(db, runId))) break;
    const queued = await enqueuePhase(db, { phase, target, runId, onlyDue: true });
    if (queued > 0) await runUntilIdle({ db, runId, signal });
  }
  return summariseRuns(db, { library, runIds: [runId], durationMs: Math.round(performance.now() - startedMs) });
}

async function hasFailedScan(db: Db, runId: string): Promise<boolean> {
  const isBad = and(
    eq(jobs.runId, runId),
    eq(jobs.type, "library.scan"),
    inArray(jobs.status, ["failed", "cancelled"]),
  );
  return (await db.$count(jobs, isBad)) > 0;
}

export function addRunCommands(program: Command): void {
  program
    .command("run <library>")
    .description("scan, identify, enrich and publish one library, in this process, to the end")
    .option("--until <phase>", phases.join(", "), "publish")
    .option("--json", "print one JSON object")
    .addHelpText("after", exitHelp)
    .action((word: string, options: Json & { until: string }) =>
      withRun(async (db, signal) => {
        const library = await findLibraryByWord(db, word);
        const until = oneOf(options.until, phases, "--until");
        const runId = newRunId(until);
        const summary = await runLibrary(db, { library, until, runId, signal });
        await showEnd(db, { library, summary, runId, signal }, options);
      }),
    );
  for (const phase of phases) addPhaseCommand(program, phase);
}

type PhaseOptions = Json & { movie?: string; series?: string; queue?: boolean; dryRun?: boolean; confirm?: boolean };

const descriptions: Record<Phase, string> = {
  scan: "look at the files of a library",
  identify: "find out which films or series they are",
  enrich: "fetch metadata and artwork again",
  publish: "write NFO and artwork into the folders",
};

function addPhaseCommand(program: Command, phase: Phase): void {
  const command = program
    .command(`${phase} [library]`)
    .description(descriptions[phase])
    .option("--movie <id>", "only this film")
    .option("--queue", "leave it to the worker")
    .option("--json", "print one JSON object")
    .addHelpText("after", exitHelp);
  if (phase !== "scan") command.option("--series <id>", "only this series");
  if (phase === "publish") command.option("--dry-run", "show the plan and write nothing");
  if (phase === "scan") command.option("--confirm", "the folders are right, though a disk changed or files are gone");
  command.action((word: string | undefined, options: PhaseOptions) =>
    withRun(async (db, signal) => {
      const target = await readTarget(db, word, options);
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
      await showEnd(db, { library: target.library, summary, runId, signal }, options);
    }),
  );
}

const exitHelp = `
Exit status: 1 when a job failed or was cancelled, such as the scan of a disk that is not there, or after Ctrl-C.
A single file that could not be read or written is one of the summary's errors, and the run has done its work: 0.`;

type Ended = { library: Library; summary: RunSummary; runId: string; signal: AbortSignal };

/** Prints what was done, and throws when that is not all of it. */
async function showEnd(db: Db, { library, summary, runId, signal }: Ended, options: Json): Promise<void> {
  if (options.json) printJson(summary);
  else process.stdout.write(`${describeSummary(summary, library.type)}\n`);
  const { failed, cancelled } = await countRun(db, runId);
  if (signal.aborted) throw new AppError("cancelled", "Stopped before the end. What was done stays done.");
  if (failed > 0) throw new AppError("internal", describeFailed(summary, failed));
  if (cancelled > 0) throw new AppError("cancelled", `Jobs of this run were cancelled: ${cancelled}.`);
}

/** The first failure in full: the summary has the others. */
function describeFailed({ errors }: RunSummary, failed: number): string {
  const first = errors.find((error) => error.path.startsWith("job "))?.message ?? "A job failed.";
  return failed === 1 ? first : `${failed} jobs failed. The first: ${first}`;
}

async function showPlan(db: Db, target: PhaseTarget, options: Json): Promise<void> {
  let steps = 0;
  const { planTarget } = await import("#lib/publish/plan-target.ts");
  for await (const plan of planTarget(db, plannedOf(target))) {
    if (options.json) printJson(plan);
    else for (const line of plan.lines) process.stdout.write(`${line}\n`);
    steps += plan.lines.length;
  }
  if (!options.json)
    say(
      steps === 0 ? "Nothing to do: everything is published as it should be." : `${steps} steps. Nothing was written.`,
    );
}

function plannedOf(target: PhaseTarget): { libraryId: number } | UnitRef {
  if ("libraryId" in target) return target;
  if ("movieId" in target) return { entityType: "movie", entityId: target.movieId };
  return { entityType: "series", entityId: target.seriesId };
}
