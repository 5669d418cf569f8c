export type DiffLine =
  | { kind: "same"; text: string; beforeLine: number; afterLine: number }
  | { kind: "removed"; text: string; beforeLine: number }
  | { kind: "added"; text: string; afterLine: number };

/** Beyond this many changed lines a finer answer costs more than it helps: the rest counts as replaced. */
const maxEdits = 1_000;

/** Line by line difference of two texts (Myers, "An O(ND) Difference Algorithm"), shortest edit first. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [splitLines(before), splitLines(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;

  const lines: DiffLine[] = [];
  let [x, y] = [0, 0];
  const push = (kind: DiffLine["kind"]) => {
    if (kind === "same") lines.push({ kind, text: a[x] ?? "", beforeLine: ++x, afterLine: ++y });
    else if (kind === "removed") lines.push({ kind, text: a[x] ?? "", beforeLine: ++x });
    else lines.push({ kind, text: b[y] ?? "", afterLine: ++y });
  };
  for (let i = 0; i < start; i++) push("same");
  for (const kind of edits(a.slice(start, a.length - end), b.slice(start, b.length - end))) push(kind);
  for (let i = 0; i < end; i++) push("same");
  return lines;
}

/** A final line break ends the last line; it does not begin another. */
function splitLines(text: string): string[] {
  if (text === "") return [];
  return text.replace(/\r?\n$/, "").split(/\r?\n/);
}

function edits(a: readonly string[], b: readonly string[]): DiffLine["kind"][] {
  const trace = furthestReaching(a, b);
  if (!trace) return [...a.map(() => "removed" as const), ...b.map(() => "added" as const)];
  const kinds: DiffLine["kind"][] = [];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d >= 0; d--) {
    const reach = trace[d] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
    const fromK = down ? k + 1 : k - 1;
    const fromX = reach.get(fromK) ?? 0;
    const fromY = fromX - fromK;
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      kinds.push("same");
      x--;
      y--;
    }
    if (d > 0) kinds.push(down ? "added" : "removed");
    [x, y] = [fromX, fromY];
  }
  return kinds.reverse();
}

/** For each number of edits the furthest x on each diagonal, as it was before that round; undefined when there are too many. */
function furthestReaching(a: readonly string[], b: readonly string[]): Map<number, number>[] | undefined {
  const reach = new Map([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let d = 0; d <= Math.min(a.length + b.length, maxEdits); d++) {
    trace.push(new Map(reach));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
      let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++;
        y++;
      }
      reach.set(k, x);
      if (x >= a.length && y >= b.length) return trace;
    }
  }
  return undefined;
}

export type DiffRow = { before: DiffLine | undefined; after: DiffLine | undefined };

/** Puts lines side by side: what was removed stands next to what was added in its place. */
export function pairLines(lines: readonly DiffLine[]): DiffRow[] {
  const rows: DiffRow[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = () => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++) rows.push({ before: removed[i], after: added[i] });
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.kind === "removed") removed.push(line);
    else if (line.kind === "added") added.push(line);
    else {
      flush();
      rows.push({ before: line, after: line });
    }
  }
  flush();
  return rows;
}

/** What two lines share at both ends, in characters, so that only the middle needs marking. */
export function sharedEnds(before: string, after: string): { start: number; end: number } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { start, end };
}

export type DiffSection = { folded: boolean; rows: DiffRow[] };

/** Splits rows into what changed with some lines around it, and long equal stretches to fold away. */
export function foldRows(rows: readonly DiffRow[], contextLines = 3): DiffSection[] {
  const near = rows.map(() => false);
  rows.forEach((row, index) => {
    if (row.before === row.after) return;
    near.fill(true, Math.max(0, index - contextLines), Math.min(rows.length, index + contextLines + 1));
  });
  const sections: DiffSection[] = [];
  rows.forEach((row, index) => {
    const folded = !near[index];
    const last = sections.at(-1);
    if (last?.folded === folded) last.rows.push(row);
    else sections.push({ folded, rows: [row] });
  });
  return sections;
}
