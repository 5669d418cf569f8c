import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** One line from standard input. At a terminal it is asked for, and what is typed is not shown. */
export async function readSecretLine(question: string): Promise<string> {
  const isTerminal = process.stdin.isTTY === true;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: isTerminal });
  if (isTerminal) process.stderr.write(question);
  try {
    for await (const line of reader) return line;
    return "";
  } finally {
    reader.close();
    if (isTerminal) process.stderr.write("\n");
  }
}
