import { findTags } from "./find-tags.ts";
import { cleanTitle } from "./text.ts";

type Moved = { text: string; titleEnd: number; leadingGroup: string | null };

const leadingTitle = /^\[([^\][]{1,80})\]\.(?=(?:19|20)\d\d\.)/u;
const leadingSquare = /^[[{]([^\][{}]{1,40})[\]}](?:[\s._-]+|(?=[\u3040-\u9fff]))/u;
/** `(GRP) Title`, but `(500) Days` and `(Dis)Honesty`. */
const leadingRound = /^\(([^()]{2,30})\)[\s._-]+/u;
const shouted = /^(?=\P{Lu}*\p{Lu})[\p{Lu}\d-]{2,12}$/u;
const groupName = /^\w[\w&.'-]{1,24}(?: [\w&.'-]{2,20})?$/u;
const onlyBrackets = /^(?:[[(][^\][()]{1,80}[\])][\s._-]{0,3}){2,12}(?:-?\w{2,20})?$/u;
/** `[REC] (2007)` is called so. */
const bracketedTitle = /^\[[^\][]{1,80}\] \((?:19|20)\d\d\)/u;
const inBrackets = /[[(]([^\][()]{1,80})[\])]/gu;
const yearAlone = /^(?:19|20)\d\d$/u;

/**
 * Puts what stands in brackets in front of a title behind it: `[1080p] Title` and `{Group} Title` become
 * `Title [1080p]`, `[Title].2010` and `[Group][Title][2010]` lose their brackets; `[REC] 2` stays.
 */
export function moveLeadingBrackets(text: string): Moved {
  const named = leadingTitle.exec(text);
  if (named) return unmoved(`${named[1]}.${text.slice(named[0].length)}`);
  if (onlyBrackets.test(text) && !bracketedTitle.test(text)) return openBrackets(text);
  const leading = leadingSquare.exec(text) ?? leadingTagOrGroup(text);
  const rest = leading ? text.slice(leading[0].length) : "";
  if (!leading || !/^[^([{]{0,200}\p{L}/u.test(rest)) return unmoved(text);
  const inner = (leading[1] ?? "").trim();
  const isGroup = groupName.test(inner) && !/^\d+$/.test(inner) && withoutTags(inner) !== null;
  if (isGroup) return { text: rest, titleEnd: rest.length, leadingGroup: inner };
  return { text: `${rest} [${inner}]`, titleEnd: rest.length, leadingGroup: null };
}

const unmoved = (text: string): Moved => ({ text, titleEnd: text.length, leadingGroup: null });

function leadingTagOrGroup(text: string): RegExpExecArray | null {
  const round = leadingRound.exec(text);
  const inner = round?.[1] ?? "";
  return round && !yearAlone.test(inner) && (shouted.test(inner) || withoutTags(inner) === null) ? round : null;
}

/** `[Group][Title][2010][1080p]`: the title stands in front of the year, else of the first tags. */
function openBrackets(text: string): Moved {
  const pieces = [...text.matchAll(inBrackets)].map((match) => match[1] ?? "");
  const year = pieces.findIndex((piece) => yearAlone.test(piece));
  const first = year >= 0 ? year : pieces.findIndex((piece) => withoutTags(piece) === null);
  const at = first === 0 ? 1 : first - 1;
  const title = pieces[at];
  if (first < 0 || title === undefined) return unmoved(text);
  const behind = pieces.filter((_piece, index) => index > at || (index === 0 && first === 0));
  const tail = /[\])]([^\])[(]*)$/u.exec(text)?.[1] ?? "";
  const moved = `${title} [${behind.join("] [")}]${tail}`;
  return { text: moved, titleEnd: title.length, leadingGroup: at > 0 && first > 0 ? (pieces[0] ?? null) : null };
}

/** What is left of words when everything that tags say is taken out; null when that is nothing. */
export function withoutTags(words: string): string | null {
  const text = ` ${words}`;
  let rest = "";
  let at = 0;
  for (const span of findTags(text, 0).spans) {
    rest += text.slice(at, Math.max(at, span.start));
    at = Math.max(at, span.end);
  }
  return cleanTitle((rest + text.slice(at)).replaceAll(/[[\](){}]/g, " "));
}
