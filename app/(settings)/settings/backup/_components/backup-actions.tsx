"use client";

import { Download, ShieldCheck, Trash2 } from "lucide-react";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { checkBackupNow, dropBackup } from "../actions.ts";

/** What can be done with one backup. */
export function BackupActions({ name, isBeingChecked }: { name: string; isBeingChecked: boolean }) {
  const [pending, startTransition] = useTransition();

  function check() {
    startTransition(async () => {
      const result = await answered(checkBackupNow({ name }));
      if (result.ok) toastDone("The backup is read through");
      else toastFailed("It is not checked", { description: result.error.message });
    });
  }

  return (
    <div className="-ml-2 flex shrink-0 items-center sm:ml-0">
      <IconButton label={`Check ${name}`} disabled={pending || isBeingChecked} onClick={check}>
        <ShieldCheck aria-hidden />
      </IconButton>
      <Button asChild variant="ghost" size="icon">
        <a href={`/api/backups/${name}`} download={name} aria-label={`Download ${name}`} title="Download">
          <Download aria-hidden />
        </a>
      </Button>
      <ConfirmButton
        trigger={
          <IconButton label={`Delete ${name}`}>
            <Trash2 aria-hidden />
          </IconButton>
        }
        title="Delete this backup?"
        description={`${name} is removed from the disk. It does not come back.`}
        confirmLabel="Delete backup"
        onConfirm={async () => {
          const result = await answered(dropBackup({ name }));
          if (!result.ok) return result.error.message;
          toastDone("The backup is deleted");
          return undefined;
        }}
      />
    </div>
  );
}
