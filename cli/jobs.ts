import type { Command } from "commander";
import { cancelJob, retryJob } from "#lib/jobs/commands.ts";
import { getJob, listJobs } from "#lib/jobs/queries.ts";
import { jobStatuses } from "#lib/jobs/vocabulary.ts";
import { withDb } from "./database.ts";
import { oneOf, readId } from "./input.ts";
import { printJson, say } from "./output.ts";

type Json = { json?: boolean };

export function addJobCommands(program: Command): void {
  const jobs = program.command("jobs").description("the queue and its history");
  jobs
    .command("list")
    .description("newest first")
    .option("--status <status>", `one of ${jobStatuses.join(", ")}`)
    .option("--limit <count>", "at most 200", "50")
    .option("--json", "print one object per line")
    .action((options: Json & { status?: string; limit: string }) =>
      withDb(async (db) => {
        const status = options.status === undefined ? undefined : oneOf(options.status, jobStatuses, "--status");
        const limit = Math.min(readId(options.limit, "--limit"), 200);
        const page = await listJobs(db, { ...(status ? { status: [status] } : {}), limit });
        for (const job of page.jobs) {
          if (options.json) printJson(job);
          else
            process.stdout.write(
              `${job.jobId}\t${job.status}\t${job.progress} %\t${job.title}${job.error ? `\t${job.error}` : ""}\n`,
            );
        }
      }),
    );
  jobs
    .command("show <id>")
    .option("--json", "print one JSON object")
    .action((id: string, options: Json) =>
      withDb(async (db) => {
        const job = await getJob(db, readId(id, "the job"));
        process.stdout.write(`${JSON.stringify(job, null, options.json ? 0 : 2)}\n`);
      }),
    );
  jobs.command("cancel <id>").action((id: string) =>
    withDb(async (db) => {
      const outcome = await cancelJob(db, { jobId: readId(id, "the job") });
      say(outcome === "cancelled" ? `Job ${id} is cancelled.` : `Job ${id} stops at its next step.`);
    }),
  );
  jobs.command("retry <id>").action((id: string) =>
    withDb(async (db) => {
      say(`Waiting again as job ${await retryJob(db, { jobId: readId(id, "the job") })}.`);
    }),
  );
}
