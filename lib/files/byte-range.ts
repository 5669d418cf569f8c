/** Both ends are included, as in the header. */
export type ByteRange = { first: number; last: number };

/**
 * The one part of a file that `Range` asks for (RFC 9110, 14.2). Undefined: send all of it, as for no header, another
 * unit, several parts, or one that is not written right. `unsatisfiable`: nothing of it is in the file.
 */
export function readByteRange(header: string | null, sizeBytes: number): ByteRange | "unsatisfiable" | undefined {
  const match = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(header ?? "");
  if (!match) return undefined;
  const [from, to] = [match[1] ?? "", match[2] ?? ""];
  if (from === "" && to === "") return undefined;
  if (from === "") {
    const count = Math.min(Number(to), sizeBytes);
    return count === 0 ? "unsatisfiable" : { first: sizeBytes - count, last: sizeBytes - 1 };
  }
  const first = Number(from);
  if (to !== "" && Number(to) < first) return undefined;
  if (first >= sizeBytes) return "unsatisfiable";
  return { first, last: to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1) };
}
