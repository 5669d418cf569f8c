/** A place for a headshot: the initials until there is one. The name stands beside it. */
export function Portrait({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={`grid shrink-0 place-items-center overflow-hidden rounded-full border border-border bg-surface-2 font-medium text-2 ${className ?? "size-16 text-lg"}`}
    >
      {initialsOf(name)}
    </span>
  );
}

/** First letters of the first and the last word, in any script. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return [first, last].map((word) => [...(word ?? "")][0] ?? "").join("");
}
