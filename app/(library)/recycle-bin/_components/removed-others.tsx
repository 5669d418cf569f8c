"use client";

import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { CopyPath } from "#components/copy-path.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import type { RemovedCollection } from "#lib/collections/removed-collections.ts";
import type { RemovedLibrary } from "#lib/libraries/removed-libraries.ts";
import { filmsText, seriesText } from "../../_components/texts.ts";
import { bringLibraryBack, bringSetBack } from "../actions.ts";

/** Removed libraries, with what comes back with each. Only an administrator restores them. */
export function RemovedLibraries({ libraries, mayRestore }: { libraries: RemovedLibrary[]; mayRestore: boolean }) {
  if (libraries.length === 0) return null;
  return (
    <Card className="mb-6">
      <CardHeader title="Libraries" />
      <ul aria-label="Removed libraries" className="pt-2">
        {libraries.map(({ libraryId, name, path, films, shows, removedAt, goneAt }) => (
          <RemovedRow
            key={libraryId}
            name={name}
            onRestore={
              mayRestore
                ? async () => {
                    const answer = await answered(bringLibraryBack({ libraryId }));
                    return answer.ok ? undefined : answer.error.message;
                  }
                : undefined
            }
            done={{ title: `${name} is back`, description: "Its folders are scanned now." }}
          >
            <p className="text-3 text-xs">
              {[films > 0 && filmsText(films), shows > 0 && seriesText(shows)].filter(Boolean).join(", ") || "Empty"}
              {" · "}
              removed <TimeAgo at={removedAt} />
              {" · "}
              gone for good <TimeAgo at={goneAt} />
              {!mayRestore && " · an administrator can restore it"}
            </p>
            <CopyPath path={path} />
          </RemovedRow>
        ))}
      </ul>
    </Card>
  );
}

/** Sets of one's own that were deleted. They stay until they are restored. */
export function RemovedSets({ sets }: { sets: RemovedCollection[] }) {
  if (sets.length === 0) return null;
  return (
    <Card className="mb-6">
      <CardHeader title="Sets" />
      <ul aria-label="Deleted sets" className="pt-2">
        {sets.map(({ collectionId, changeId, name, removedAt }) => (
          <RemovedRow
            key={collectionId}
            name={name}
            onRestore={async () => {
              const answer = await answered(bringSetBack({ changeId }));
              return answer.ok ? undefined : answer.error.message;
            }}
            done={{ title: `${name} is back`, description: "Its films are in it again." }}
          >
            <p className="text-3 text-xs">
              deleted <TimeAgo at={removedAt} />
            </p>
          </RemovedRow>
        ))}
      </ul>
    </Card>
  );
}

type RemovedRowProps = {
  name: string;
  /** Answers with what went wrong. Absent for those who may not. */
  onRestore: (() => Promise<string | undefined>) | undefined;
  done: { title: string; description: string };
  children: ReactNode;
};

function RemovedRow({ name, onRestore, done, children }: RemovedRowProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [isBack, setIsBack] = useState(false);
  if (isBack) return null;
  const restore = () =>
    startTransition(async () => {
      const problem = await onRestore?.();
      if (problem !== undefined) {
        toastFailed(`${name} was not restored`, { description: problem });
        return;
      }
      setIsBack(true);
      toastDone(done.title, { description: done.description });
      router.refresh();
    });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-border border-b px-4 py-3 last:border-b-0">
      <div className="grid min-w-0 flex-1 basis-72 gap-0.5">
        <p title={name} className="truncate font-medium text-1 text-sm">
          {name}
        </p>
        {children}
      </div>
      {onRestore && (
        <Button size="sm" pending={pending} onClick={restore} className="max-md:ml-auto">
          <Undo2 aria-hidden />
          Restore
        </Button>
      )}
    </li>
  );
}
