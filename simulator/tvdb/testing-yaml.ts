type Line = { indent: number; text: string };
type Read = { value: unknown; next: number };

/**
 * Reads as much YAML as an interface document in block style needs: mappings, sequences and plain or quoted scalars, all of
 * which stay text. Block scalars are passed over, flow collections stay as they stand.
 */
export function readYaml(text: string): unknown {
  const lines = text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.trimStart().startsWith("#"))
    .map((line) => ({ indent: line.length - line.trimStart().length, text: line.trim() }));
  return readBlock(lines, 0, lines[0]?.indent ?? 0).value;
}

const isItem = (line: Line | undefined) => line !== undefined && (line.text === "-" || line.text.startsWith("- "));

function readBlock(lines: Line[], at: number, indent: number): Read {
  return isItem(lines[at]) ? readSequence(lines, at, indent) : readMapping(lines, at, indent);
}

function readSequence(lines: Line[], from: number, indent: number): Read {
  const items: unknown[] = [];
  let at = from;
  while (lines[at]?.indent === indent && isItem(lines[at])) {
    const rest = (lines[at]?.text ?? "").slice(1).trimStart();
    const deeper = indent + (lines[at]?.text.length ?? 0) - rest.length;
    if (/^[^'"[{]*?:(\s|$)/.test(rest)) {
      // "- key: value" begins a mapping that goes on below, two further in.
      lines[at] = { indent: deeper, text: rest };
      const { value, next } = readMapping(lines, at, deeper);
      items.push(value);
      at = next;
    } else {
      items.push(scalar(rest));
      at += 1;
    }
  }
  return { value: items, next: at };
}

function readMapping(lines: Line[], from: number, indent: number): Read {
  const fields: Record<string, unknown> = {};
  let at = from;
  while (lines[at]?.indent === indent && !isItem(lines[at])) {
    const match = /^('[^']*'|"[^"]*"|[^:]+):(?:\s+(.*))?$/.exec(lines[at]?.text ?? "");
    if (match === null) throw new Error(`No YAML this reader knows: ${lines[at]?.text}`);
    const key = scalar(match[1] ?? "");
    const rest = match[2] ?? "";
    at += 1;
    const below = lines[at];
    if (rest !== "" && !/^[|>]/.test(rest)) {
      fields[key] = scalar(rest);
      while ((lines[at]?.indent ?? 0) > indent) at += 1;
    } else if (rest !== "") {
      while ((lines[at]?.indent ?? 0) > indent) at += 1;
    } else if (below !== undefined && (below.indent > indent || (below.indent === indent && isItem(below)))) {
      const { value, next } = readBlock(lines, at, below.indent);
      fields[key] = value;
      at = next;
    } else fields[key] = null;
  }
  return { value: fields, next: at };
}

const scalar = (text: string) => text.replace(/^(['"])(.*)\1$/, "$2");
