"use client";

import { answered } from "#app/_components/answered.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { dropLibrary } from "../actions.ts";

type RemoveLibraryProps = { libraryId: number; name: string; items: string };

/** Asks, then removes a library from Metarr. Its files stay. */
export function RemoveLibrary({ libraryId, name, items }: RemoveLibraryProps) {
  return (
    <ConfirmButton
      trigger={
        <Button variant="danger-ghost" className="mr-auto -ml-2">
          Remove
        </Button>
      }
      title={`Remove the library ${name}?`}
      description={
        <>
          <p>{`Metarr forgets the library and hides it with what is in it (${items}). No file in its folders is touched: videos, NFO and artwork stay where they are.`}</p>
          <p className="mt-2">Adding the same folder again brings everything back, with your edits.</p>
        </>
      }
      confirmLabel="Remove library"
      onConfirm={async () => {
        const result = await answered(dropLibrary({ libraryId }));
        if (!result.ok) return result.error.message;
        toastDone(`${name} is removed`, { description: "Its files are untouched." });
        return undefined;
      }}
    />
  );
}
