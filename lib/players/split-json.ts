/**
 * Takes whole JSON objects off the front of a stream that puts them behind each other without separators, as Kodi's raw
 * TCP does: several per read, or one over several reads. Gives them as text, and what is not complete yet.
 */
export function splitJson(text: string): { whole: string[]; rest: string } {
  const whole: string[] = [];
  let depth = 0;
  let isText = false;
  let startsAt = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (isText) {
      if (char === "\\") at += 1;
      else if (char === '"') isText = false;
      continue;
    }
    if (char === '"') isText = true;
    else if (char === "{" || char === "[") {
      if (depth === 0) startsAt = at;
      depth += 1;
    } else if (char === "}" || char === "]") {
      depth -= 1;
      if (depth > 0) continue;
      whole.push(text.slice(startsAt, at + 1));
      startsAt = at + 1;
      depth = 0;
    }
  }
  return { whole, rest: text.slice(startsAt) };
}
