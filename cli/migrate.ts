import type { Command } from "commander";
import { migrate } from "#db/migrate.ts";
import { printJson, say } from "./output.ts";

const commands = [
  { name: "latest", help: "apply every pending migration" },
  { name: "rollback", help: "take the last migration back" },
  { name: "status", help: "show what is applied and what is pending" },
] as const;

export function addMigrateCommands(program: Command): void {
  const group = program.command("migrate").description("the database schema");
  for (const { name, help } of commands) {
    group
      .command(name)
      .description(help)
      .option("--json", "print one JSON object")
      .action(async (options: { json?: boolean }) => {
        const report = await migrate(name);
        if (options.json) return printJson(report);
        if (report.backup) say(`Backup: ${report.backup}`);
        for (const item of report.changed) say(`${name === "rollback" ? "Taken back" : "Applied"}: ${item}`);
        say(`Applied: ${report.applied.length}. Pending: ${report.pending.length}.`);
      });
  }
}
