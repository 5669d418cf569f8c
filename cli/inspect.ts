import { writeFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { AppError } from "#lib/errors.ts";
import { classifyMovieFolder, type FileRole, listRoles } from "#lib/files/classify.ts";
import { groupMovieFolders } from "#lib/files/movie-folders.ts";
import { parseName } from "#lib/files/names/parse.ts";
import { closeNfoReader, readNfoFile } from "#lib/files/nfo/read-file.ts";
import { writeNfo } from "#lib/files/nfo/write.ts";
import { closeProbe, probeMedia } from "#lib/files/probe.ts";
import { walkLibrary } from "#lib/files/walk.ts";
import { oneOf } from "./input.ts";
import { printJson } from "./output.ts";

/** What Metarr makes of names and files, without a database. */
export function addInspectCommands(program: Command): void {
  const inspect = program.command("inspect").description("what Metarr makes of names and files, without a database");
  inspect
    .command("names")
    .description("reads paths from standard input, one a line, and prints one object per line")
    .requiredOption("--type <type>", "movie or tv")
    .option("--json", "accepted for symmetry; the output is always JSON")
    .action(async (options: { type: string }) => {
      const type = oneOf(options.type, ["movie", "tv"] as const, "--type");
      for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
        printJson(parseName(line, { type }));
      }
    });
  inspect
    .command("nfo <file>")
    .option("--rewrite <out>", "write it again, as publish would with nothing changed")
    .option("--json", "accepted for symmetry; the output is always JSON")
    .action(async (file: string, options: { rewrite?: string }) => {
      try {
        const { document } = await readNfoFile(resolve(file));
        const { kept: _kept, ...shown } = document;
        if (options.rewrite) await writeFile(resolve(options.rewrite), writeNfo(document));
        else printJson(shown);
      } finally {
        await closeNfoReader();
      }
    });
  inspect
    .command("media <file>")
    .option("--json", "accepted for symmetry; the output is always JSON")
    .action(async (file: string) => {
      try {
        printJson(await probeMedia(resolve(file)));
      } finally {
        await closeProbe();
      }
    });
  inspect
    .command("folder <path>")
    .description("every file once, with its role")
    .option("--type <type>", "movie or tv", "movie")
    .option("--json", "accepted for symmetry; the output is always JSON")
    .action(async (path: string, options: { type: string }) => {
      if (oneOf(options.type, ["movie", "tv"] as const, "--type") === "tv") {
        throw new AppError("unsupported", "Folders of series are not read yet. Use --type movie.");
      }
      await inspectFolder(resolve(path));
    });
}

/** The folder is looked at as if it lay in a library: a name such as "Film (2001)" counts. */
async function inspectFolder(path: string): Promise<void> {
  const files: FileRole[] = [];
  const problems: { path: string; message: string }[] = [];
  for await (const folder of groupMovieFolders(walkLibrary({ root: path }))) {
    const classified = classifyMovieFolder(folder, dirname(path) === path ? {} : { rootName: basename(path) });
    files.push(...listRoles(classified));
    problems.push(...folder.problems.map(({ path: at, message }) => ({ path: at, message })));
  }
  printJson({ path, type: "movie", files, problems });
}
