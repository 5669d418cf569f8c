import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { dialect } from "#db/dialect/index.ts";
import { addInspectCommands } from "./inspect.ts";

const folder = mkdtempSync(join(tmpdir(), "metarr-inspect-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

function put(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What `inspect nfo` prints. */
async function inspectNfo(...args: string[]): Promise<string> {
  const print = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const program = new Command().exitOverride();
  addInspectCommands(program);
  await program.parseAsync(["inspect", "nfo", ...args], { from: "user" });
  return print.mock.calls.map(([text]) => String(text)).join("");
}

describe.runIf(dialect === "sqlite")("inspect nfo (on one engine: it has no database)", () => {
  test("prints one object with every key, and none of what is only kept", async () => {
    const printed = JSON.parse(await inspectNfo(put("a.nfo", "<movie><title>A</title><odd>1</odd></movie>")));
    expect(Object.keys(printed)).toEqual(["kind", "encoding", "entities", "unknown", "warnings"]);
    expect(printed).toMatchObject({ kind: "movie", unknown: ["odd"], warnings: [] });
    expect(Object.keys(printed.entities[0]).toSorted()).toEqual(
      (
        "actors aired artwork collection countries dateAdded directors displayEpisode displaySeason episode " +
        "episodeEnd genres lockData lockedFields mpaa namedSeasons originalTitle outline playCount plot premiered " +
        "ratings runtimeMinutes season showTitle sortTitle status streams studios tagline tags title trailer " +
        "uniqueIds userRating writers year"
      ).split(" "),
    );
  });

  test("writes an NFO again, several episodes in their order", async () => {
    const one = '<episodedetails>\n    <title>A</title>\n    <odd x="1">7,40</odd>\n</episodedetails>\n';
    const text = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${one}${one.replace(">A<", ">B<")}`;
    const out = join(folder, "out.nfo");
    expect(await inspectNfo(put("b.nfo", text), "--rewrite", out)).toBe("");
    expect(readFileSync(out, "utf8")).toBe(text);
  });

  test.each([
    ["empty.nfo", "", "empty.nfo is empty."],
    ["page.nfo", "<!doctype html><html></html>", "page.nfo is a web page, not an NFO."],
    ["odd.nfo", "\u0001\u0002", "odd.nfo holds neither metadata nor the address of a film or series."],
  ])("fails on %s with one clear line, and writes nothing", async (name, text, message) => {
    const out = join(folder, `${name}.out`);
    await expect(inspectNfo(put(name, text), "--rewrite", out)).rejects.toMatchObject({ code: "unsupported", message });
    expect(() => readFileSync(out)).toThrow("ENOENT");
  });

  test("says why it cannot write", async () => {
    const nfo = put("c.nfo", "<movie/>");
    await expect(inspectNfo(nfo, "--rewrite", join(folder, "gone", "x.nfo"))).rejects.toMatchObject({ code: "disk" });
  });
});
