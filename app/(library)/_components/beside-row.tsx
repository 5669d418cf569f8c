import type { ReactNode } from "react";
import { CopyPath } from "#components/copy-path.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { bytesInWords } from "#lib/in-words.ts";

type BesideRowProps = {
  name: string;
  /** Null for those who see no paths. */
  path: string | null;
  size?: number | null;
  isAssigned: boolean;
  children?: ReactNode;
};

/** A file beside the film: where it lies, and what is known of it. */
export function BesideRow({ name, path, size = null, isAssigned, children }: BesideRowProps) {
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      {children}
      {path ? (
        <CopyPath path={path} className="max-w-full" />
      ) : (
        <span className="min-w-0 truncate font-mono text-xs">{name}</span>
      )}
      {size !== null && <span className="text-3 text-xs">{bytesInWords(size)}</span>}
      {isAssigned && <Badge tone="accent">Assigned by hand</Badge>}
    </li>
  );
}
