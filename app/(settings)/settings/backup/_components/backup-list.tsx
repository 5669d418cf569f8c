import { Archive } from "lucide-react";
import { EmptyState } from "#components/empty-state.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { engineLabels, type ListedBackup } from "#lib/backup/vocabulary.ts";
import { bytesInWords } from "#lib/in-words.ts";
import { BackupActions } from "./backup-actions.tsx";

type BackupListProps = {
  backups: readonly ListedBackup[] /** Names that are read right now. */;
  checkedNow: readonly unknown[];
};

/** Every backup: when, how large, of what, and whether it is whole. */
export function BackupList({ backups, checkedNow }: BackupListProps) {
  if (backups.length === 0) {
    return (
      <EmptyState
        icon={<Archive />}
        title="No backup yet"
        description="One is made every night while a worker runs. Back up now to have one at once."
        className="py-10"
      />
    );
  }
  return (
    <ul aria-label="Backups" className="mt-4">
      {backups.map((backup) => (
        <li key={backup.name} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-border border-t px-4 py-3">
          <div className="min-w-0 flex-1 basis-60">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <p className="text-1">
                {backup.facts ? (
                  <>
                    Made <TimeAgo at={backup.facts.createdAt} />
                  </>
                ) : (
                  "Unreadable"
                )}
              </p>
              <Whole backup={backup} />
            </div>
            <p className="mt-0.5 text-2 text-sm">{contentsInWords(backup)}</p>
            <p className="break-all text-3 text-xs">{backup.name}</p>
            {backup.check?.problem && <p className="mt-1 text-danger text-sm">{backup.check.problem}</p>}
          </div>
          <BackupActions name={backup.name} isBeingChecked={checkedNow.includes(backup.name)} />
        </li>
      ))}
    </ul>
  );
}

function Whole({ backup: { facts, check } }: { backup: ListedBackup }) {
  if (check?.problem || !facts) return <Badge tone="danger">Damaged</Badge>;
  if (check === null) return <Badge tone="outline">Not checked</Badge>;
  return (
    <Badge tone="positive" title={`Read through on ${check.checkedAt}`}>
      Verified
    </Badge>
  );
}

/** "SQLite · 12 films · 3 MB · with 40 pictures and trailers". */
function contentsInWords({ name, sizeBytes, facts }: ListedBackup): string {
  const size = bytesInWords(sizeBytes);
  if (!facts) return size;
  const { movies = 0, series = 0 } = facts.rows;
  const files = facts.cache?.files;
  return [
    size,
    engineLabels[facts.engine],
    movies === 1 ? "1 film" : `${movies.toLocaleString("en")} films`,
    `${series.toLocaleString("en")} series`,
    files === undefined ? "without the cache" : `${files.toLocaleString("en")} files of the cache`,
    ...(facts.hasSecrets ? ["with the secret"] : []),
    ...(name.startsWith("before-restore-") ? ["made before a restore"] : []),
  ].join(" · ");
}
