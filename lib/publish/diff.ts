import type { DiffLine } from "./vocabulary.ts";

/** Beyond this many pairs of lines the middle is shown as replaced: comparing it would take too long. */
const maxPairs = 4_000_000;

/** Which lines of a text go and which come, in reading order. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, fresh] = [splitLines(before), splitLines(after)];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  const limit = Math.min(old.length, fresh.length) - start;
  while (end < limit && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) end += 1;
  const middle = diffMiddle(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  const lines: Change[] = [
    ...old.slice(0, start).map((text) => ({ kind: "same" as const, text })),
    ...middle,
    ...old.slice(old.length - end).map((text) => ({ kind: "same" as const, text })),
  ];
  return numberLines(lines);
}

type Change = Pick<DiffLine, "kind" | "text">;

const splitLines = (text: string) => (text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/));

/** Longest common subsequence, by the textbook table. */
function diffMiddle(old: readonly string[], fresh: readonly string[]): Change[] {
  const removed = (text: string): Change => ({ kind: "removed", text });
  const added = (text: string): Change => ({ kind: "added", text });
  if (old.length * fresh.length > maxPairs) return [...old.map(removed), ...fresh.map(added)];
  const width = fresh.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      lengths[i * width + j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [left, right] = [old[i], fresh[j]];
    if (left !== undefined && left === right) {
      changes.push({ kind: "same", text: left });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      changes.push(removed(left));
      i += 1;
    } else {
      changes.push(added(right ?? ""));
      j += 1;
    }
  }
  return changes;
}

function numberLines(changes: readonly Change[]): DiffLine[] {
  let [before, after] = [0, 0];
  return changes.map(({ kind, text }) => {
    if (kind !== "added") before += 1;
    if (kind !== "removed") after += 1;
    return { kind, text, before: kind === "added" ? null : before, after: kind === "removed" ? null : after };
  });
}
