import { cn } from "#components/cn.ts";

const longFrom = 160;

/** A value as it was or became. Long texts open on a press. */
export function ChangeValue({ text, className }: { text: string; className: string }) {
  if (text === "empty" || text === "none") return <span className={cn("italic", className)}>{text}</span>;
  if (text.length <= longFrom) return <span className={cn("min-w-0 break-words", className)}>{text}</span>;
  return (
    <details className={cn("min-w-0 max-w-prose", className)}>
      <summary className="cursor-pointer list-none">
        <span className="line-clamp-2">{text}</span>
        <span className="text-accent text-xs">Show all</span>
      </summary>
      <p className="mt-1 whitespace-pre-line">{text}</p>
    </details>
  );
}
