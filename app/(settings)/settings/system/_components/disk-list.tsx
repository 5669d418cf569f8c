import { CopyPath } from "#components/copy-path.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { DiskSpace } from "#lib/health/disk-space.ts";
import type { RootHealth } from "#lib/health/read-health.ts";
import { bytesInWords } from "#lib/in-words.ts";

/** Free space where Metarr keeps its data, and where the libraries lie. */
export function DiskList({ data, roots }: { data: DiskSpace; roots: readonly RootHealth[] }) {
  return (
    <ul className="mt-4">
      <DiskLine title="Metarr's data" disk={data} />
      {roots.map((root) => (
        <DiskLine key={root.path} title={root.libraryName} disk={root} />
      ))}
    </ul>
  );
}

function DiskLine({ title, disk }: { title: string; disk: DiskSpace }) {
  const { path, freeBytes, totalBytes, canWrite, problem } = disk;
  const isKnown = freeBytes !== null && totalBytes !== null && totalBytes > 0;
  const usedPercent = isKnown ? (1 - freeBytes / totalBytes) * 100 : 0;
  return (
    <li className="grid gap-2 border-border border-t px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="font-medium text-1">{title}</p>
        {isKnown && (
          <p className="text-2 text-sm">
            {bytesInWords(freeBytes)} free of {bytesInWords(totalBytes)}
          </p>
        )}
      </div>
      <CopyPath path={path} />
      {isKnown && (
        <Progress
          percent={usedPercent}
          label={`Used space of ${path}`}
          tone={usedPercent > 98 ? "danger" : usedPercent > 90 ? "warning" : "accent"}
        />
      )}
      {problem !== null && <p className="text-danger text-sm">{problem}</p>}
      {problem === null && !canWrite && (
        <p className="text-sm text-warning">Metarr may only read here, so nothing can be published.</p>
      )}
    </li>
  );
}
