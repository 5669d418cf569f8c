import { FileQuestionMark } from "lucide-react";
import Link from "next/link";

/** Files in the folder of a film or series that nobody knows yet. */
export function UnknownBeside({ count, folder }: { count: number; folder: string }) {
  return (
    <p className="flex items-center gap-3 rounded-lg border border-border bg-surface-1 px-4 py-3 text-sm">
      <FileQuestionMark aria-hidden className="size-4 shrink-0 text-3" />
      <Link
        href={`/unknown-files?folder=${encodeURIComponent(folder)}`}
        className="rounded-sm text-accent underline underline-offset-4"
      >
        {count === 1
          ? "1 file in its folder is unknown"
          : `${count.toLocaleString("en")} files in its folder are unknown`}
      </Link>
    </p>
  );
}
