/** A key, or several in a row: <Kbd keys="g m" />. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-1" aria-hidden>
      {keys.split(" ").map((key) => (
        <kbd
          key={key}
          className="grid h-5 min-w-5 place-items-center rounded-sm border border-border bg-surface-2 px-1 font-sans text-2 text-xs"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
