import { createHash } from "node:crypto";
import { mkdtempSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { closeNfoReader, readNfoFile } from "./read-file.ts";

afterAll(closeNfoReader);

const folder = mkdtempSync(join(tmpdir(), "metarr-nfo-"));

function put(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test("an NFO file is read in a thread, with the hash of its bytes", async () => {
  const text = "<movie><title>A</title></movie>";
  const found = await readNfoFile(put("a.nfo", text));
  expect(found).toMatchObject({ sizeBytes: text.length, document: { kind: "movie", entities: [{ title: "A" }] } });
  expect(found.sha256).toBe(createHash("sha256").update(text).digest("hex"));
});

test("a broken NFO gives what can be read and a warning", async () => {
  const { document } = await readNfoFile(put("broken.nfo", "<movie><title>A</title><plot>half"));
  expect(document.entities).toMatchObject([{ title: "A", plot: "half" }]);
  expect(document.warnings).toEqual(["The XML has faults and was read as far as possible: <plot> is never closed."]);
});

test("S8: an NFO of 5 MB is refused without being read, and names itself", async () => {
  const path = put("huge.nfo", "<movie>");
  truncateSync(path, 5 * 1024 * 1024);
  await expect(readNfoFile(path)).rejects.toMatchObject({
    code: "too_large",
    message: `${path} has 5.0 MB; an NFO of more than 1 MB is not read.`,
  });
});

test("S7: an NFO that is a link or is gone is an error that names it", async () => {
  const link = join(folder, "link.nfo");
  symlinkSync("/etc/passwd", link);
  await expect(readNfoFile(link)).rejects.toMatchObject({ code: "disk", message: expect.stringContaining(link) });
  await expect(readNfoFile(join(folder, "gone.nfo"))).rejects.toMatchObject({ code: "disk" });
});

test("S8: the process goes on while a hostile NFO of 1 MB is read", async () => {
  const path = put("flood.nfo", `<movie>${"<genre>a</genre>&#65;".repeat(49_000)}</movie>`);
  let turns = 0;
  const reading = readNfoFile(path).finally(() => (turns = -turns));
  // Read on this thread, not one turn would come in between.
  while (turns >= 0) {
    turns += 1;
    await new Promise((next) => setImmediate(next));
  }
  expect(turns).toBeLessThan(-20);
  expect((await reading).document.warnings.join()).toContain("elements");
});

test("five hundred files are read at once", async () => {
  const paths = Array.from({ length: 500 }, (_, at) => put(`${at}.nfo`, `<movie><title>Film ${at}</title></movie>`));
  const found = await Promise.all(paths.map((path) => readNfoFile(path)));
  expect(found.map(({ document }) => document.entities[0]?.title)).toEqual(paths.map((_, at) => `Film ${at}`));
});
