"use client";

import { Combine, ListPlus, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { actionsClasses } from "../../../_components/actions-classes.ts";
import { deleteSet, refreshSet } from "../actions.ts";
import type { SetHeaderData } from "../queries.ts";
import { AddFilmsDialog } from "./add-films-dialog.tsx";
import { EditSetDialog } from "./edit-set-dialog.tsx";
import { MergeDialog } from "./merge-dialog.tsx";
import { takeBackChanges } from "./take-back.ts";

/** What can be done with the set on every tab. Only for people who may. */
export function SetActions({ set }: { set: SetHeaderData }) {
  const [open, setOpen] = useState<"edit" | "merge" | "add">();
  const close = () => setOpen(undefined);
  return (
    <div className={actionsClasses}>
      <Button onClick={() => setOpen("add")}>
        <ListPlus aria-hidden />
        Add films
      </Button>
      <Button onClick={() => setOpen("edit")}>
        <Pencil aria-hidden />
        Edit
      </Button>
      <Button onClick={() => setOpen("merge")}>
        <Combine aria-hidden />
        Merge…
      </Button>
      {/* Nobody can be asked about a set that no provider knows. */}
      {set.isKnown && <RefreshSet set={set} />}
      {set.isOwn && <DeleteSet set={set} />}
      {open === "add" && <AddFilmsDialog set={set} onClose={close} />}
      {open === "edit" && <EditSetDialog set={set} onClose={close} />}
      {open === "merge" && <MergeDialog set={set} onClose={close} />}
    </div>
  );
}

function RefreshSet({ set: { collectionId, name } }: { set: SetHeaderData }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  function refresh() {
    startTransition(async () => {
      const result = await answered(refreshSet({ collectionId }));
      if (!result.ok) {
        toastFailed("The refresh was not started", { description: result.error.message });
        return;
      }
      toastDone(`"${name}" is being refreshed`, { description: "The page shows the result by itself." });
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

function DeleteSet({ set: { collectionId, name, owned } }: { set: SetHeaderData }) {
  const router = useRouter();
  async function confirm() {
    const result = await answered(deleteSet({ collectionId }));
    if (!result.ok) return result.error.message;
    const { changeId } = result.data;
    router.push("/collections");
    toastDone(`"${name}" is deleted`, {
      onUndo: () =>
        void takeBackChanges([changeId]).then((done) => done && router.push(`/collections/${collectionId}`)),
    });
    return undefined;
  }
  return (
    <ConfirmButton
      trigger={
        <Button variant="ghost">
          <Trash2 aria-hidden />
          Delete
        </Button>
      }
      title={`Delete "${name}"?`}
      description={
        owned === 0
          ? "The set has no films."
          : `Its ${owned === 1 ? "film is" : `${owned} films are`} in no set then. No file is touched until they are published.`
      }
      confirmLabel="Delete the set"
      onConfirm={confirm}
    />
  );
}
