import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { and, desc, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { jobs } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { countRun } from "#lib/jobs/queries.ts";
import { countByKind, listFindings } from "#lib/verify/list-findings.ts";
import { findLastRun } from "#lib/verify/runs.ts";
import { kindFacts, scopeOfJob, type VerifyScope } from "#lib/verify/vocabulary.ts";
import { printJson, say } from "./output.ts";
import { readTarget, withRun } from "./run-target.ts";

type Options = { movie?: string; series?: string; repair?: boolean; queue?: boolean; json?: boolean };

export function addVerifyCommand(program: Command): void {
  program
    .command("verify [library]")
    .description("compare published files, the cache and the database, and report what is not as it should be")
    .option("--movie <id>", "only this film")
    .option("--series <id>", "only this series")
    .option("--repair", "repair what can be repaired safely; what somebody else changed is only reported")
    .option("--queue", "leave it to the worker")
    .option("--json", "print one JSON object a line: the findings, then a summary")
    .addHelpText("after", exitHelp)
    .action((word: string | undefined, options: Options) =>
      withRun(async (db, signal) => {
        const { library, ...target } = await readTarget(db, word, options);
        const payload = { ...target, libraryId: library.id, ...(options.repair ? { repair: true } : {}) };
        const runId = options.queue ? null : `verify.${randomUUID()}`;
        const jobId = await transaction(db, (tx) => enqueue(tx, "library.verify", payload, { runId }));
        if (runId === null) {
          if (options.json) printJson({ queued: 1, jobId });
          else say("1 job waits for the worker.");
          return;
        }
        const { runUntilIdle } = await import("#worker/run.ts");
        await runUntilIdle({ db, runId, signal });
        await assertNotSkipped(db, runId);
        await showReport(db, { scope: scopeOfJob(payload), runId, json: options.json === true });
        await assertDone(db, { runId, signal });
      }),
    );
}

const exitHelp = `
Exit status: 0 when everything was compared, whatever was found; 1 when it could not be, such as a disk that is not there
or a worker that verifies the library already, or when a repair failed, and after Ctrl-C.`;

const pageSize = 500;

/** The findings that are open now, then what was looked at. */
async function showReport(db: Db, { scope, runId, json }: { scope: VerifyScope; runId: string; json: boolean }) {
  for (let after = 0; ; ) {
    const page = await listFindings(db, { filter: scope, after, limit: pageSize });
    for (const finding of page) {
      if (json) printJson(finding);
      else
        process.stdout.write(
          `${kindFacts[finding.kind].label}: ${finding.path}\n  ${finding.problem ?? finding.detail}\n`,
        );
    }
    const last = page.at(-1);
    if (!last) break;
    after = last.findingId;
  }
  const run = await findLastRun(db, scope);
  const open = await countByKind(db, scope);
  const repaired = await countRepaired(db, runId);
  const summary = {
    items: run?.itemsChecked ?? 0,
    files: run?.filesChecked ?? 0,
    cache: run?.cacheChecked ?? 0,
    found: run?.found ?? {},
    repaired,
    open: Object.fromEntries(open.map(({ kind, count }) => [kind, count])),
  };
  if (json) return printJson({ summary });
  const left = open.reduce((sum, { count }) => sum + count, 0);
  const looked = `${summary.items} items, ${summary.files} published files and ${summary.cache} files of the cache were compared.`;
  say(
    `${looked} ${repaired} repaired, ${left} open.${left === 0 && run?.status === "completed" ? " Everything is as it should be." : ""}`,
  );
}

async function countRepaired(db: Db, runId: string): Promise<number> {
  const rows = await db.select({ type: jobs.type, result: jobs.result }).from(jobs).where(eq(jobs.runId, runId));
  return rows.reduce(
    (sum, { type, result }) => sum + (type === "verify.repair" ? Number(result?.repaired ?? 0) : 0),
    0,
  );
}

/** Throws when the last job of the run had nothing to do: what could be shown then is what another run found. */
async function assertNotSkipped(db: Db, runId: string): Promise<void> {
  const [last] = await db
    .select({ result: jobs.result })
    .from(jobs)
    .where(and(eq(jobs.runId, runId), inArray(jobs.type, ["library.verify", "verify.repair"])))
    .orderBy(desc(jobs.id))
    .limit(1);
  const skipped = last?.result?.skipped;
  if (typeof skipped === "string") throw new AppError("conflict", skipped);
}

async function assertDone(db: Db, { runId, signal }: { runId: string; signal: AbortSignal }): Promise<void> {
  if (signal.aborted) throw new AppError("cancelled", "Stopped before the end. What was done stays done.");
  const { failed, cancelled } = await countRun(db, runId);
  if (cancelled > 0) throw new AppError("cancelled", "The run was cancelled.");
  if (failed === 0) return;
  const [job] = await db
    .select({ error: jobs.error })
    .from(jobs)
    .where(eq(jobs.runId, runId))
    .orderBy(desc(jobs.id))
    .limit(1);
  throw new AppError("internal", job?.error ?? "A job failed.");
}
