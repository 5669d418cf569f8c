import { Copy } from "lucide-react";
import Link from "next/link";
import type { FilmFiles } from "../queries.ts";

/** Other rows of this film: each has its own files, edits and artwork. */
export function OtherCopies({ copies }: { copies: FilmFiles["copies"] }) {
  return (
    <section
      aria-label="Other copies"
      className="flex gap-3 rounded-lg border border-border bg-surface-1 px-4 py-3 text-sm"
    >
      <Copy aria-hidden className="mt-0.5 size-4 shrink-0 text-3" />
      <div className="grid min-w-0 gap-1">
        {copies.map(({ movieId, title, libraryName, missingAt }) => (
          <p key={movieId} className="break-words text-1">
            This film is also in {libraryName}, as{" "}
            <Link href={`/movies/${movieId}/files`} className="rounded-sm text-accent underline underline-offset-4">
              {title}
            </Link>
            {missingAt !== null && ", whose file is missing"}.
          </p>
        ))}
        <p className="text-3">Each copy has its own files, edits and artwork.</p>
      </div>
    </section>
  );
}
