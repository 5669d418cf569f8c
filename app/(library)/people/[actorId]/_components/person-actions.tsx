"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { actionsClasses } from "../../../_components/actions-classes.ts";
import { codeOf, titleOf } from "../../../series/[seriesId]/_components/names.ts";
import { MergeButton } from "../../_components/merge-button.tsx";
import { type Credit, SplitPerson } from "../../_components/split-person.tsx";
import { refreshPerson } from "../../actions.ts";
import type { PersonPage } from "../queries.ts";
import { EditPerson } from "./edit-person.tsx";

function creditsOf({ films, shows, guests }: PersonPage): Credit[] {
  return [
    ...[...films, ...shows].map(({ entityType, entityId, title, year, role }) => ({
      entityType,
      entityId,
      label: year === null ? title : `${title} (${year})`,
      hint: role,
    })),
    ...guests.map((guest) => ({
      entityType: "episode" as const,
      entityId: guest.episodeId,
      label: `${guest.seriesTitle} ${codeOf(guest)} ${titleOf(guest)}`,
      hint: guest.role,
    })),
  ];
}

/** What can be done with a person. Only for people who may. */
export function PersonActions({ page }: { page: PersonPage }) {
  const { person } = page;
  return (
    <div className={actionsClasses}>
      {person.hasAddress && <RefreshButton actorId={person.actorId} name={person.name} />}
      <EditPerson person={person} pictures={page.pictures} />
      <MergeButton kind="actor" person={{ personId: person.actorId, name: person.name }} />
      <SplitPerson kind="actor" person={{ personId: person.actorId, name: person.name }} credits={creditsOf(page)} />
    </div>
  );
}

function RefreshButton({ actorId, name }: { actorId: number; name: string }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  function refresh() {
    startTransition(async () => {
      const result = await answered(refreshPerson({ actorId }));
      if (!result.ok) {
        toastFailed(`${name} was not refreshed`, { description: result.error.message });
        return;
      }
      toastDone(`${name} is being refreshed`, { description: "The page shows the result by itself." });
      router.refresh();
    });
  }
  return (
    <Button onClick={refresh} pending={pending}>
      <RefreshCw aria-hidden />
      Refresh
    </Button>
  );
}
