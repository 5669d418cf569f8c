"use client";

import { answered } from "#app/_components/answered.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { dropPlayer } from "../actions.ts";

/** Asks, then forgets a player with its history. */
export function RemovePlayer({ playerId, name }: { playerId: number; name: string }) {
  return (
    <ConfirmButton
      trigger={
        <Button variant="danger-ghost" className="mr-auto -ml-2" aria-label={`Remove ${name}`}>
          Remove
        </Button>
      }
      title={`Remove the player ${name}?`}
      description="Metarr tells it nothing any more, and forgets what it was told. On the player nothing changes."
      confirmLabel="Remove player"
      onConfirm={async () => {
        const result = await answered(dropPlayer({ playerId }));
        if (!result.ok) return result.error.message;
        toastDone(`${name} is removed`);
        return undefined;
      }}
    />
  );
}
