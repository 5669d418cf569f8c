import { Command, CommanderError } from "commander";
import { addMigrateCommands } from "./migrate.ts";
import { reportFailure } from "./output.ts";

/** The command line. Exit status: 0 done, 1 failed, 2 wrong usage. */
const program = new Command("metarr")
  .description("Metadata manager for home media libraries")
  .option("--debug", "show where an error came from")
  .exitOverride()
  .showHelpAfterError("(see metarr --help)");

addMigrateCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    reportFailure(error, { debug: program.opts<{ debug?: boolean }>().debug === true });
    process.exitCode = 1;
  }
}
