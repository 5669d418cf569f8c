import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SaxesParser } from "saxes";

const folder = join(import.meta.dirname, "fixtures");

/** Names of the sample files, `<program>-<kind>.nfo`. */
export const fixtureNames = readdirSync(folder).toSorted();

export function readFixture(name: string): Buffer {
  return readFileSync(join(folder, name));
}

/**
 * Everything a well-formed NFO says: each element without elements as `path=text`, each attribute as
 * `path@name=value`, each comment as `path!--=text`, each word after the XML as `link=word`; sorted, repeated ones as often as they occur. By a strict
 * parser of another make.
 */
export function listLeaves(text: string): string[] {
  const leaves: string[] = [];
  const end = text.lastIndexOf(">") + 1;
  const xml = text.slice(0, end).replace(/^\ufeff?(<\?xml[^>]*\?>)?/, "");
  for (const word of text.slice(end).split(/\s+/)) if (word !== "") leaves.push(`link=${word}`);
  const open: { name: string; text: string; isLeaf: boolean }[] = [];
  const path = () => open.map(({ name }) => name).join("/");
  const addText = (value: string) => {
    const top = open.at(-1);
    if (top) top.text += value;
  };
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const parent = open.at(-1);
    if (parent) parent.isLeaf = false;
    open.push({ name, text: "", isLeaf: true });
    for (const [key, value] of Object.entries(attributes)) leaves.push(`${path()}@${key}=${value}`);
  });
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("comment", (value) => leaves.push(`${path()}!--=${value}`));
  parser.on("closetag", () => {
    const at = path();
    const closed = open.pop();
    if (closed?.isLeaf || closed?.text.trim()) leaves.push(`${at}=${closed.text.trim()}`);
  });
  // Several roots are no document.
  parser.write(`<file>${xml}</file>`).close();
  return leaves.toSorted();
}
