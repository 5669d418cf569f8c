"use client";

import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { TimeAgo } from "#components/time-ago.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { separatePeople } from "../actions.ts";

type Merge = { changeId: number; name: string; changedAt: Date; username: string | null };

/** Who was merged into this person, and the way back. */
export function OtherNames({
  kind,
  merges,
  mayEdit,
}: {
  kind: "actor" | "crew";
  merges: readonly Merge[];
  mayEdit: boolean;
}) {
  if (merges.length === 0) return null;
  return (
    <section aria-labelledby="other-names">
      <h2 id="other-names" className="font-medium text-1 text-lg">
        Other names
      </h2>
      <ul className="mt-3 max-w-5xl divide-y divide-border rounded-lg border border-border bg-surface-1">
        {merges.map((merge) => (
          <li key={merge.changeId} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm">
            <span className="font-medium text-1">{merge.name}</span>
            <span className="text-3">
              merged <TimeAgo at={merge.changedAt} />
              {merge.username && ` by ${merge.username}`}
            </span>
            {mayEdit && <SeparateButton kind={kind} merge={merge} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SeparateButton({ kind, merge }: { kind: "actor" | "crew"; merge: Merge }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  function separate() {
    startTransition(async () => {
      const result = await answered(separatePeople({ kind, changeId: merge.changeId }));
      if (!result.ok) {
        toastFailed(`${merge.name} was not separated`, { description: result.error.message });
        return;
      }
      toastDone(`${merge.name} is a person of their own again`);
      router.refresh();
    });
  }
  return (
    <Button variant="ghost" onClick={separate} pending={pending} className="ml-auto">
      <Undo2 aria-hidden />
      Separate again
    </Button>
  );
}
