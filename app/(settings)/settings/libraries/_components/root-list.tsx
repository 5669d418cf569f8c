import { HardDrive, Unplug } from "lucide-react";
import { CopyPath } from "#components/copy-path.tsx";
import { watching } from "#lib/libraries/vocabulary.ts";
import type { LibraryCardData } from "../queries.ts";
import { ConfirmFolder } from "./confirm-folder.tsx";
import { describeWatchState } from "./describe-watch-state.ts";

/** The folders of a library; for one that is offline the reason, and the way out when it is as it should be. */
export function RootList({ library }: { library: LibraryCardData }) {
  const { libraryId, name, roots, isWatched, hasWorker } = library;
  return (
    <ul className="grid gap-2">
      {roots.map((root) => (
        <li key={root.path} className="grid gap-1">
          <div className="flex min-w-0 items-center gap-2">
            {root.isOnline ? (
              <HardDrive aria-hidden className="size-4 shrink-0 text-3" />
            ) : (
              <Unplug aria-hidden className="size-4 shrink-0 text-danger" />
            )}
            <CopyPath path={root.path} />
          </div>
          {root.isOnline && isWatched && hasWorker && (
            <p className="wrap-anywhere pl-6 text-3 text-sm">
              {root.watchState === watching ? "Watched for changes." : describeWatchState(root)}
            </p>
          )}
          {!root.isOnline && (
            <div className="grid justify-items-start gap-2 pl-6 text-sm">
              <p className="wrap-anywhere text-danger">{root.reason ?? "This folder is offline."}</p>
              <p className="text-2">Nothing was changed. Once the disk is back, scan again.</p>
              <ConfirmFolder libraryId={libraryId} name={name} path={root.path} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
