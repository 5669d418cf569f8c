import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { XMLParser } from "fast-xml-parser";

/** The least a scan can do to know what lies there: list every folder and stat every file, without a pause. */
export function walkAndStat(root: string): string[] {
  const files: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else {
        statSync(path);
        files.push(path);
      }
    }
  }
  return files;
}

const parser = new XMLParser({ ignoreAttributes: false, processEntities: false });

/** Reads and parses NFO files with a well-known XML library, one after another. */
export function parseNfos(files: readonly string[]): unknown[] {
  return files.filter((file) => file.endsWith(".nfo")).map((file) => parser.parse(readFileSync(file, "utf8")));
}
