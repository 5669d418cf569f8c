import { resolve } from "node:path";
import type { Command } from "commander";
import type { Db } from "#db/client.ts";
import { addLibrary, type Library, listLibraries, listRoots, removeLibrary } from "#lib/libraries/libraries.ts";
import { findLibraryByWord } from "#lib/libraries/phases.ts";
import { automationLevels, libraryInput, libraryTypes, profiles } from "#lib/libraries/vocabulary.ts";
import { withDb } from "./database.ts";
import { collect, oneOf, parseOptions } from "./input.ts";
import { printJson, say } from "./output.ts";

type Json = { json?: boolean };
type AddOptions = Json & {
  name: string;
  path: string[];
  type: string;
  profile: string;
  automation: string;
  language?: string;
  region?: string;
  watch?: boolean;
};

export function addLibraryCommands(program: Command): void {
  const library = program.command("library").description("folders of films or series");
  library
    .command("add")
    .requiredOption("--name <name>", "what people call it")
    .requiredOption("--path <folder>", "its folder; may be repeated", collect)
    .option("--type <type>", "movie or tv; it cannot be changed later", "movie")
    .option("--profile <profile>", profiles.join(", "), "kodi")
    .option("--automation <level>", automationLevels.join(", "), "review")
    .option("--language <code>", "ISO 639-1, such as en")
    .option("--region <code>", "ISO 3166-1, such as US")
    .option("--watch", "scan soon after a change instead of waiting for the schedule")
    .option("--json", "print one JSON object")
    .action((options: AddOptions) =>
      withDb(async (db) => {
        const input = parseOptions(libraryInput, {
          name: options.name,
          paths: options.path.map((path) => resolve(path)),
          type: oneOf(options.type, libraryTypes, "--type"),
          profile: oneOf(options.profile, profiles, "--profile"),
          automation: oneOf(options.automation, automationLevels, "--automation"),
          watch: options.watch === true,
          ...(options.language ? { language: options.language } : {}),
          ...(options.region ? { region: options.region } : {}),
        });
        await show(db, await addLibrary(db, input, { scan: false }), options);
      }),
    );
  library
    .command("list")
    .option("--json", "print one object per line")
    .action((options: Json) =>
      withDb(async (db) => {
        for (const item of await listLibraries(db)) await show(db, item, options);
      }),
    );
  library
    .command("remove <library>")
    .description("forget a library; its files stay as they are")
    .action((word: string) =>
      withDb(async (db) => {
        const found = await findLibraryByWord(db, word);
        await removeLibrary(db, found.id);
        say(`${found.name} is removed from Metarr. No file was touched.`);
      }),
    );
}

async function show(db: Db, library: Library, options: Json): Promise<void> {
  const paths = (await listRoots(db, library.id)).map((root) => root.path);
  const { id, name, path, type, profile, automation, language, region, watch } = library;
  if (options.json) printJson({ id, name, path, paths, type, profile, automation, language, region, watch });
  else process.stdout.write(`${id}\t${name}\t${type}\t${automation}\t${paths.join(", ")}\n`);
}
