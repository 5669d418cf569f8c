import { readFileSync } from "node:fs";

/** The outlines of one TrueType font, so that titles can be drawn on a machine without any font installed. */
export type Font = {
  unitsPerEm: number;
  has(char: string): boolean;
  /** SVG path data in font units, y downwards, and how far the pen moves on. */
  glyph(char: string): { path: string; advance: number };
};

/** Reads a font file (tables head, maxp, hhea, hmtx, loca, glyf and cmap format 4 of the OpenType specification). */
export function readFont(file: URL): Font {
  const bytes = readFileSync(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, number>();
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const entry = 12 + index * 16;
    tables.set(bytes.toString("latin1", entry, entry + 4), view.getUint32(entry + 8));
  }
  const table = (name: string) => {
    const at = tables.get(name);
    if (at === undefined) throw new Error(`The font ${file.pathname} has no table ${name}`);
    return at;
  };
  const head = table("head");
  const reader: Reader = {
    view,
    glyf: table("glyf"),
    loca: table("loca"),
    longLoca: view.getInt16(head + 50) === 1,
  };
  const glyphIndex = cmapReader(view, table("cmap"));
  const hmtx = table("hmtx");
  const lastMetric = view.getUint16(table("hhea") + 34) - 1;
  const known = new Map<string, { path: string; advance: number }>();
  return {
    unitsPerEm: view.getUint16(head + 18),
    has: (char) => glyphIndex(char) !== 0,
    glyph: (char) => {
      const found = known.get(char);
      if (found !== undefined) return found;
      const index = glyphIndex(char);
      const made = {
        path: outline(reader, index).map(contourPath).join(""),
        advance: view.getUint16(hmtx + Math.min(index, lastMetric) * 4),
      };
      known.set(char, made);
      return made;
    },
  };
}

type Reader = { view: DataView; glyf: number; loca: number; longLoca: boolean };
type Point = { x: number; y: number; on: boolean };

/** Character → glyph index; 0 where the font has none. */
function cmapReader(view: DataView, cmap: number): (char: string) => number {
  const count = view.getUint16(cmap + 2);
  let table = 0;
  for (let index = 0; index < count; index += 1) {
    const at = cmap + view.getUint32(cmap + 8 + index * 8);
    if (view.getUint16(at) === 4) table = at;
  }
  if (table === 0) throw new Error("The font has no character map of format 4");
  const segments = view.getUint16(table + 6) / 2;
  const ends = table + 14;
  const starts = ends + segments * 2 + 2;
  const deltas = starts + segments * 2;
  const offsets = deltas + segments * 2;
  return (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code > 0xffff) return 0;
    for (let at = 0; at < segments * 2; at += 2) {
      if (view.getUint16(ends + at) < code) continue;
      const start = view.getUint16(starts + at);
      if (start > code) return 0;
      const offset = view.getUint16(offsets + at);
      if (offset === 0) return (code + view.getUint16(deltas + at)) & 0xffff;
      const glyph = view.getUint16(offsets + at + offset + (code - start) * 2);
      return glyph === 0 ? 0 : (glyph + view.getUint16(deltas + at)) & 0xffff;
    }
    return 0;
  };
}

function outline(reader: Reader, index: number): Point[][] {
  const { view, glyf, loca, longLoca } = reader;
  const offset = (glyph: number) =>
    longLoca ? view.getUint32(loca + glyph * 4) : view.getUint16(loca + glyph * 2) * 2;
  const at = glyf + offset(index);
  if (offset(index + 1) === offset(index)) return [];
  const contours = view.getInt16(at);
  return contours < 0 ? compositeOutline(reader, at + 10) : simpleOutline(view, at + 10, contours);
}

function simpleOutline(view: DataView, start: number, contours: number): Point[][] {
  const ends = Array.from({ length: contours }, (_, contour) => view.getUint16(start + contour * 2));
  const count = (ends.at(-1) ?? -1) + 1;
  let at = start + contours * 2;
  at += 2 + view.getUint16(at);
  const flags: number[] = [];
  while (flags.length < count) {
    const flag = view.getUint8(at++);
    const repeat = flag & 8 ? view.getUint8(at++) : 0;
    for (let times = 0; times <= repeat; times += 1) flags.push(flag);
  }
  const axis = (short: number, same: number) => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? view.getUint8(at++) : -view.getUint8(at++);
      else if (!(flag & same)) {
        value += view.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = axis(2, 16);
  const ys = axis(4, 32);
  const points = flags.map((flag, point) => ({ x: xs[point] ?? 0, y: -(ys[point] ?? 0), on: (flag & 1) === 1 }));
  return ends.map((end, contour) => points.slice(contour === 0 ? 0 : (ends[contour - 1] ?? 0) + 1, end + 1));
}

/** A glyph made of others, such as é: only moved parts occur in the fonts used here, so scales are skipped over. */
function compositeOutline(reader: Reader, start: number): Point[][] {
  const { view } = reader;
  const parts: Point[][] = [];
  let at = start;
  for (let more = true; more; ) {
    const flags = view.getUint16(at);
    const words = (flags & 1) !== 0;
    const dx = words ? view.getInt16(at + 4) : view.getInt8(at + 4);
    const dy = words ? view.getInt16(at + 6) : view.getInt8(at + 5);
    for (const contour of outline(reader, view.getUint16(at + 2))) {
      parts.push(contour.map((point) => ({ ...point, x: point.x + dx, y: point.y - dy })));
    }
    at += words ? 8 : 6;
    if (flags & 8) at += 2;
    else if (flags & 64) at += 4;
    else if (flags & 128) at += 8;
    more = (flags & 32) !== 0;
  }
  return parts;
}

/** TrueType's quadratic curves: between two control points stands an implied point on the curve. */
function contourPath(points: Point[]): string {
  const first = points.find((point) => point.on) ?? points[0];
  if (first === undefined) return "";
  const at = points.indexOf(first);
  const ring = [...points.slice(at + 1), ...points.slice(0, at), first];
  let path = `M${first.x} ${first.y}`;
  let control: Point | undefined;
  for (const point of ring) {
    if (point.on) path += control ? `Q${control.x} ${control.y} ${point.x} ${point.y}` : `L${point.x} ${point.y}`;
    else if (control) path += `Q${control.x} ${control.y} ${(control.x + point.x) / 2} ${(control.y + point.y) / 2}`;
    control = point.on ? undefined : point;
  }
  return `${path}Z`;
}
