/** Keeps the last answers of a pure function of text: the files of a folder ask about the same folders again. */
export function remember<T>(read: (text: string) => T, limit = 500): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= limit) known.clear();
    const answer = read(text);
    known.set(text, answer);
    return answer;
  };
}
