import { lookUp } from "../look-up.ts";
import { type ExtraType, extraFolders, extraSuffixes } from "../media-types.ts";

const suffix = new RegExp(
  `(?:\\s-\\s|[-._])(${Object.keys(extraSuffixes).join("|")}|behind the scenes|deleted scene)(?:[-_ .]?\\d{1,2})?$`,
  "iu",
);
const whole = /^(?:movie-)?(trailer|sample|theme)(?:[-_ .]?\d{1,2})?$/iu;

/** What a folder of that name holds, or undefined for an ordinary folder. */
export function extraFolderType(name: string): ExtraType | undefined {
  return lookUp(
    extraFolders,
    name
      .toLowerCase()
      .replaceAll(/[-_.]+/g, " ")
      .trim(),
  );
}

/** Takes `-trailer`, `.sample`, ` - deleted` and the like off the end of a base name. */
export function takeExtraSuffix(name: string): { type: ExtraType; rest: string } | null {
  const alone = whole.exec(name);
  if (alone) return { type: typeOf(alone[1] ?? ""), rest: "" };
  const match = suffix.exec(name);
  return match && match.index > 0 ? { type: typeOf(match[1] ?? ""), rest: name.slice(0, match.index) } : null;
}

function typeOf(word: string): ExtraType {
  return lookUp(extraSuffixes, word.toLowerCase().replaceAll(" ", "")) ?? "other";
}
