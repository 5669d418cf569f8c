import { lookUp } from "../look-up.ts";
import { type ExtraType, extraFolders, extraSuffixes } from "../media-types.ts";

const words = Object.keys(extraSuffixes).join("|");
// Behind a point only what no title ends with: The.Interview.mkv is a film.
const suffix = new RegExp(
  `(?:(?:\\s-\\s|-)(${words}|behind the scenes|deleted scenes?)|(?<!(?:^|[._ ])(?:the|a))[._](trailer|sample|theme|behindthescenes|deletedscene|featurette))(?:[-_ .]?\\d{1,2})?$`,
  "iu",
);
// Behind the bracket of a year or tag a space is enough.
const behindBracket =
  /(?:(?<=[)\]])\s(trailer|sample)\s?\d?|\s?[[(](?:(?:official|teaser)\s)?(trailer|sample)\s?\d?[\])])$/iu;
const leading = /^(sample)[-_.]\s?(?=\S)/iu;
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
  const first = leading.exec(name);
  if (first) return { type: "sample", rest: name.slice(first[0].length) };
  const match = suffix.exec(name) ?? behindBracket.exec(name);
  return match && match.index > 0
    ? { type: typeOf(match[1] ?? match[2] ?? ""), rest: name.slice(0, match.index) }
    : null;
}

function typeOf(word: string): ExtraType {
  return lookUp(extraSuffixes, word.toLowerCase().replaceAll(" ", "").replace("deletedscenes", "deleted")) ?? "other";
}
