/**
 * Tells whether a name or a `/`-separated path matches a glob, made once for many paths: `*` and `?` stay within a name, `**` crosses folders,
 * `[abc]` and `[!a-z]` are sets. Letter case is ignored. Time grows with pattern × path, whatever the pattern:
 * patterns come from people and from files, so they are never turned into regular expressions. A single `*` at one end of
 * plain text costs next to nothing.
 */
export function compileGlob(pattern: string): (path: string) => boolean {
  const lower = pattern.toLowerCase();
  const plain = lower.replace(/^\*(?!\*)|(?<!\*)\*$/, "");
  if (!/[*?[\]\\/]/.test(plain)) {
    if (plain === lower) return (path) => path.toLowerCase() === plain;
    const isEnding = lower.startsWith("*");
    const rest = (text: string) => (isEnding ? text.slice(0, -plain.length || undefined) : text.slice(plain.length));
    return (path) => {
      const text = path.toLowerCase();
      return (isEnding ? text.endsWith(plain) : text.startsWith(plain)) && !rest(text).includes("/");
    };
  }
  const tokens = tokenize(lower);
  return (path) => matchesTokens(tokens, [...path.toLowerCase()]);
}

function matchesTokens(tokens: readonly Token[], text: readonly string[]): boolean {
  // reached[i] says whether the tokens so far can end after i characters.
  let reached = new Array<boolean>(text.length + 1).fill(false);
  reached[0] = true;
  for (const token of tokens) reached = step(token, text, reached);
  return reached[text.length] === true;
}

type Token =
  | { kind: "star" | "stars" | "folders" | "one" }
  | { kind: "set"; negated: boolean; ranges: [string, string][] }
  | string;

function step(token: Token, text: readonly string[], before: readonly boolean[]): boolean[] {
  const after = new Array<boolean>(before.length).fill(false);
  const repeats = typeof token === "object" && (token.kind === "star" || token.kind === "stars");
  const isFolders = typeof token === "object" && token.kind === "folders";
  let isOpen = false;
  for (let at = 0; at < before.length; at += 1) {
    if (repeats) {
      const previous = text[at - 1];
      after[at] =
        before[at] === true || (at > 0 && after[at - 1] === true && (token.kind === "stars" || previous !== "/"));
    } else if (isFolders) {
      // No folder at all, or any number of whole ones.
      after[at] = before[at] === true || (isOpen && text[at - 1] === "/");
      isOpen ||= before[at] === true;
    } else if (at > 0 && before[at - 1] === true) {
      after[at] = accepts(token, text[at - 1] ?? "");
    }
  }
  return after;
}

function accepts(token: Token, character: string): boolean {
  if (typeof token === "string") return token === character;
  if (token.kind !== "set") return character !== "/";
  return character !== "/" && token.ranges.some(([from, to]) => from <= character && character <= to) !== token.negated;
}

function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? "";
    if (character === "*") {
      const crosses = characters[at + 1] === "*";
      while (characters[at + 1] === "*") at += 1;
      const isFolders = crosses && characters[at + 1] === "/";
      if (isFolders) at += 1;
      tokens.push({ kind: isFolders ? "folders" : crosses ? "stars" : "star" });
    } else if (character === "?") tokens.push({ kind: "one" });
    else if (character === "\\" && at + 1 < characters.length) {
      at += 1;
      tokens.push(characters[at] ?? "");
    } else if (character === "[" && characters.indexOf("]", at + 2) > 0) {
      const end = characters.indexOf("]", at + 2);
      tokens.push(readSet(characters.slice(at + 1, end)));
      at = end;
    } else tokens.push(character);
  }
  return tokens;
}

function readSet(inner: readonly string[]): Token {
  const negated = inner[0] === "!" || inner[0] === "^";
  const ranges: [string, string][] = [];
  for (let at = negated ? 1 : 0; at < inner.length; at += 1) {
    const from = inner[at] ?? "";
    const to = inner[at + 1] === "-" ? inner[at + 2] : undefined;
    ranges.push([from, to ?? from]);
    if (to !== undefined) at += 2;
  }
  return { kind: "set", negated, ranges };
}
