import Link from "next/link";
import { timeLeft } from "#app/_components/time-left.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardFooter } from "#components/ui/card.tsx";
import { automationLabels, libraryTypeLabels, profileLabels } from "#lib/libraries/vocabulary.ts";
import type { LibraryCardData } from "../queries.ts";
import { LastScan } from "./last-scan.tsx";
import { RemoveLibrary } from "./remove-library.tsx";
import { RootList } from "./root-list.tsx";
import { ScanNow } from "./scan-now.tsx";

const typeLabels = { ...libraryTypeLabels, music: "Music" };
const nouns = { movie: ["film", "films"], tv: ["series", "series"], music: ["album", "albums"] } as const;

/** One library: where it lies, how it is, what the last scan found, and what can be done. */
export function LibraryCard({ library }: { library: LibraryCardData }) {
  const { libraryId, name, type, items, scan, lastScan } = library;
  // A folder that is offline gives its reason once, not again for the scan that found it so.
  const reasons = library.roots.flatMap((root) => (root.isOnline ? [] : (root.reason ?? [])));
  const told = [...reasons, ...(lastScan?.error ? [lastScan.error] : [])];
  return (
    <Card aria-label={name}>
      <div className="grid gap-4 p-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <h2 className="min-w-0 wrap-anywhere font-medium text-1 text-lg">{name}</h2>
          <StateBadge library={library} />
          <p className="text-2 text-sm">
            {countInWords(items.there, nouns[type])}
            {items.missing > 0 && <span className="text-warning">, {items.missing.toLocaleString("en")} missing</span>}
          </p>
        </div>
        <RootList library={library} />
        <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
          <Fact label="Type" value={typeLabels[type]} />
          <Fact label="Publishes for" value={profileLabels[library.profile]} />
          <Fact label="Automation" value={automationLabels[library.automation]} />
        </dl>
        <p className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
          <Link
            href={`/settings/libraries/${libraryId}/scans`}
            className="rounded-sm text-accent underline-offset-4 hover:underline"
          >
            All scans
          </Link>
          {library.unknownFiles > 0 && (
            <Link
              href={`/unknown-files?library=${libraryId}`}
              className="rounded-sm text-accent underline-offset-4 hover:underline"
            >
              {countInWords(library.unknownFiles, ["unknown file", "unknown files"])}
            </Link>
          )}
        </p>
        <LastScan lastScan={lastScan} told={reasons} />
        {scan && <OpenScan scan={scan} hasWorker={library.hasWorker} told={told} />}
      </div>
      <CardFooter>
        <RemoveLibrary
          libraryId={libraryId}
          name={name}
          items={countInWords(items.there + items.missing, nouns[type])}
        />
        <Button asChild>
          <Link href={`/settings/libraries/${libraryId}`}>Edit</Link>
        </Button>
        <ScanNow libraryId={libraryId} name={name} openScan={openScanOf(scan)} />
      </CardFooter>
    </Card>
  );
}

function StateBadge({ library }: { library: LibraryCardData }) {
  const offline = library.roots.filter((root) => !root.isOnline).length;
  if (!library.isEnabled) return <Badge>Switched off</Badge>;
  if (offline === 0) return <Badge tone="positive">Online</Badge>;
  const some = offline < library.roots.length;
  return <Badge tone="danger">{some ? `${offline} of ${library.roots.length} folders offline` : "Offline"}</Badge>;
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex gap-2">
      <dt className="text-3">{label}</dt>
      <dd className="text-1">{value}</dd>
    </div>
  );
}

type Scan = NonNullable<LibraryCardData["scan"]>;

/** Undefined for a scan that waits for its next try, too: it can be asked for at once. */
function openScanOf(scan: Scan | undefined): "running" | "waiting" | undefined {
  if (scan?.status === "running") return "running";
  return scan && scan.error === null ? "waiting" : undefined;
}

type OpenScanProps = { scan: Scan; hasWorker: boolean; told: readonly string[] };

function OpenScan({ scan, hasWorker, told }: OpenScanProps) {
  if (!hasWorker) {
    return (
      <p role="status" className="rounded-lg bg-warning-soft px-3 py-2 text-1 text-sm">
        A scan waits, but no worker is running.{" "}
        <Link href="/settings/system" className="text-accent underline underline-offset-4">
          See the health of Metarr
        </Link>
      </p>
    );
  }
  return (
    <p role="status" className="rounded-lg bg-accent-soft px-3 py-2 text-1 text-sm">
      {scan.status === "running" ? scanning(scan) : waiting(scan, told)}
    </p>
  );
}

/** With the time that is left, once the scan is far enough to tell. */
function scanning({ note, percent, startedAt }: Scan): string {
  const left = timeLeft({ percent, startedAt: startedAt?.toISOString() ?? null, nowMs: Date.now() });
  return ["Scanning.", [note, left].filter(Boolean).join(", ")].join(" ");
}

function waiting({ error }: Scan, told: readonly string[]): string {
  if (error === null) return "A scan waits for its turn.";
  return `The scan is tried again soon.${told.includes(error) ? "" : ` The last try ended with: ${error}`}`;
}

const countInWords = (count: number, [one, many]: readonly [string, string]) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
