import { writeFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { AppError } from "#lib/errors.ts";
import { classifyMovieFolder, type FileRole, listRoles } from "#lib/files/classify.ts";
import { classifySeriesFolder } from "#lib/files/classify-series.ts";
import { diskError } from "#lib/files/disk-error.ts";
import { groupMovieFolders } from "#lib/files/movie-folders.ts";
import { parseName } from "#lib/files/names/parse.ts";
import { closeNfoReader, readNfoFile } from "#lib/files/nfo/read-file.ts";
import { writeNfo } from "#lib/files/nfo/write.ts";
import { closeProbe, probeMedia } from "#lib/files/probe.ts";
import { groupAsShow, groupSeriesFolders } from "#lib/files/series-folders.ts";
import { listSeriesRoles, type SeriesFileRole } from "#lib/files/series-roles.ts";
import { type WalkedFolder, walkLibrary } from "#lib/files/walk.ts";
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
    .description("what was read from an NFO")
    .option("--rewrite <out>", "write it again, as publish would with nothing changed")
    .option("--json", "accepted for symmetry; the output is always JSON")
    .action(async (file: string, options: { rewrite?: string }) => {
      try {
        const { document } = await readNfoFile(resolve(file));
        const { kept: _kept, ...shown } = document;
        if (document.entities.length === 0) {
          throw new AppError("unsupported", document.warnings.at(-1) ?? `${file} holds nothing Metarr can read.`);
        }
        if (options.rewrite) await putFile(resolve(options.rewrite), writeNfo(document));
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
      await inspectFolder(resolve(path), oneOf(options.type, ["movie", "tv"] as const, "--type"));
    });
}

async function putFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw diskError("write", path, error);
  }
}

type Problem = { path: string; message: string };

/**
 * A folder of films is looked at as if it lay in a library: a name such as "Film (2001)" counts. A folder of series is
 * looked at as a library, or as a show when episodes or seasons lie right in it.
 */
async function inspectFolder(path: string, type: "movie" | "tv"): Promise<void> {
  const { files, problems } = type === "tv" ? await readSeriesFolder(path) : await readMovieFolder(path);
  printJson({ path, type, files, problems });
}

async function readMovieFolder(path: string) {
  const files: FileRole[] = [];
  const problems: Problem[] = [];
  for await (const folder of groupMovieFolders(walkLibrary({ root: path }))) {
    const classified = classifyMovieFolder(folder, dirname(path) === path ? {} : { rootName: basename(path) });
    files.push(...listRoles(classified), ...ignoredIn(folder).map((file) => ({ ...file, film: null })));
    problems.push(...folder.problems.map(({ path: at, message }) => ({ path: at, message })));
  }
  return { files, problems };
}

/** What a rule passes over; a folder ends with a slash and stands for everything in it. */
const ignoredIn = ({ ignored }: { ignored: readonly string[] }) =>
  ignored.map((path) => ({ path, role: "ignored", detail: {} }));

async function readSeriesFolder(path: string) {
  const files: SeriesFileRole[] = [];
  const problems: Problem[] = [];
  const walked: WalkedFolder[] = [];
  for await (const folders of walkLibrary({ root: path })) walked.push(...folders);
  const show = groupAsShow(walked);
  for await (const folder of show ? [show] : groupSeriesFolders([walked])) {
    const ignored = ignoredIn(folder).map((file) => ({ ...file, series: null }));
    files.push(...listSeriesRoles(classifySeriesFolder(folder)), ...ignored);
    problems.push(...folder.problems.map(({ path: at, message }) => ({ path: at, message })));
  }
  return { files, problems };
}
