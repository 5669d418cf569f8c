import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Db } from "#db/client.ts";
import { addLibrary, type Library } from "./libraries.ts";

/** A folder for the libraries of one test file. */
export function makeHome() {
  const home = mkdtempSync(join(tmpdir(), "metarr-libraries-"));
  let count = 0;
  return {
    remove: () => rmSync(home, { recursive: true, force: true }),
    /** A library of a folder of its own, with these files below it. */
    async library(
      db: Db,
      params: { type: "movie" | "tv"; files?: Record<string, string | Uint8Array> },
    ): Promise<{ library: Library; root: string }> {
      count += 1;
      const root = join(home, `${params.type}-${count}`);
      mkdirSync(root);
      for (const [path, content] of Object.entries(params.files ?? {})) writeBelow(root, path, content);
      const library = await addLibrary(
        db,
        { name: `Library ${count}`, paths: [root], type: params.type },
        { scan: false },
      );
      return { library, root };
    },
  };
}

export function writeBelow(root: string, path: string, content: string | Uint8Array = path): string {
  const whole = join(root, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, content);
  return whole;
}
