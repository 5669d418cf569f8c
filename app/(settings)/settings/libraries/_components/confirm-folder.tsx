"use client";

import { answered } from "#app/_components/answered.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { scanNow } from "../actions.ts";

type ConfirmFolderProps = { libraryId: number; name: string; path: string };

/** For a folder that a scan took for a lost disk, and that is as it should be. */
export function ConfirmFolder({ libraryId, name, path }: ConfirmFolderProps) {
  return (
    <ConfirmButton
      trigger={<Button size="sm">The folder is right as it is</Button>}
      title={`Take ${path} as it is?`}
      description={
        <>
          <p>{`${name} is scanned with what lies there now. What is not found is shown as missing.`}</p>
          <p className="mt-2">Nothing is deleted: their edits and artwork come back when the files do.</p>
        </>
      }
      confirmLabel="Scan as it is"
      tone="primary"
      onConfirm={async () => {
        const result = await answered(scanNow({ libraryId, way: "confirmed" }));
        if (!result.ok) return result.error.message;
        toastDone(`A scan of ${name} is asked for`);
        return undefined;
      }}
    />
  );
}
