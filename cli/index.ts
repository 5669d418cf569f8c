import { Command, CommanderError, InvalidArgumentError } from "commander";
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { addBackupCommands } from "./backup.ts";
import { addInspectCommands } from "./inspect.ts";
import { addJobCommands } from "./jobs.ts";
import { addLibraryCommands } from "./libraries.ts";
import { addMigrateCommands } from "./migrate.ts";
import { reportFailure } from "./output.ts";
import { addRunCommands } from "./run.ts";
import { addUserCommands } from "./users.ts";
import { addVerifyCommand } from "./verify.ts";

/** The command line. Exit status: 0 done, 1 failed, 2 wrong usage. */
const program = new Command("metarr")
  .description("Metadata manager for home media libraries")
  .option("--debug", "show where an error came from")
  .exitOverride()
  .showHelpAfterError("(see metarr --help)");

// What went wrong stands in the summary; the log is for those who ask for it.
log.level = env.LOG_LEVEL ?? "fatal";

addLibraryCommands(program);
addRunCommands(program);
addVerifyCommand(program);
addInspectCommands(program);
addJobCommands(program);
addUserCommands(program);
addMigrateCommands(program);
addBackupCommands(program);
// The simulator is heavy and only the demo needs it.
if (process.argv.includes("demo")) (await import("./demo.ts")).addDemoCommand(program);
else program.command("demo").description("a small library of free films, with a provider on this machine");

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    // Commander prints what it finds itself, and not what a command throws.
    if (error instanceof InvalidArgumentError) reportFailure(error, { debug: false });
  } else {
    reportFailure(error, { debug: program.opts<{ debug?: boolean }>().debug === true });
    process.exitCode = 1;
  }
}
