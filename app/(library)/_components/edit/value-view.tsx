import { Badge } from "#components/ui/badge.tsx";
import type { FieldKind } from "#lib/editing/vocabulary.ts";
import { showStatuses } from "#lib/series/vocabulary.ts";
import { textOfValue } from "../value-text.ts";

/** Longer texts begin with their first lines. */
const longFrom = 500;

/** A value to read: lists as chips, long texts as paragraphs. */
export function ValueView({ value, kind }: { value: unknown; kind: FieldKind }) {
  if (Array.isArray(value)) {
    return (
      <ul className="flex flex-wrap gap-1.5">
        {value.map(String).map((name) => (
          <li key={name} className="max-w-full">
            <Badge className="max-w-full font-normal">
              <span className="truncate">{name}</span>
            </Badge>
          </li>
        ))}
      </ul>
    );
  }
  const text = wordsOf(value, kind);
  if (text.length <= longFrom) return <p className="whitespace-pre-line break-words text-1 text-sm">{text}</p>;
  return (
    <details className="group/text text-1 text-sm">
      <summary className="cursor-pointer list-none rounded-sm">
        <span className="line-clamp-5 break-words group-open/text:hidden">{text}</span>
        <span className="inline-flex items-center text-accent text-xs touch:min-h-11">
          <span className="group-open/text:hidden">Show all</span>
          <span className="hidden group-open/text:inline">Show less</span>
        </span>
      </summary>
      <p className="mt-1 whitespace-pre-line break-words">{text}</p>
    </details>
  );
}

function wordsOf(value: unknown, kind: FieldKind): string {
  if (kind === "minutes") return `${textOfValue(value)} minutes`;
  if (kind !== "status") return textOfValue(value);
  return Object.entries(showStatuses).find(([status]) => status === value)?.[1] ?? textOfValue(value);
}
