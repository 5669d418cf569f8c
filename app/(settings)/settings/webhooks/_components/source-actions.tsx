"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { changeSource, endSource, renewSourceSecret } from "../actions.ts";
import { SecretBox } from "./secret-box.tsx";

type SourceActionsProps = { sourceId: number; name: string; enabled: boolean };

/** On and off, another secret, away. */
export function SourceActions({ sourceId, name, enabled }: SourceActionsProps) {
  const [secret, setSecret] = useState<string>();
  const [shown, setShown] = useState(enabled);
  const [pending, startTransition] = useTransition();

  function turn(on: boolean) {
    setShown(on);
    startTransition(async () => {
      const result = await answered(changeSource({ sourceId, enabled: on }));
      if (result.ok) return;
      setShown(!on);
      toastFailed(`${name} was not changed`, { description: result.error.message });
    });
  }

  return (
    <>
      <Switch aria-label={`Listen to ${name}`} checked={shown} disabled={pending} onCheckedChange={turn} />
      <ConfirmButton
        trigger={<Button size="sm">New secret</Button>}
        title={`Make a new secret for ${name}?`}
        description="What it sends with the present secret is refused from then on, until you enter the new one there."
        confirmLabel="Make a new secret"
        tone="primary"
        onConfirm={async () => {
          const result = await answered(renewSourceSecret({ sourceId }));
          if (!result.ok) return result.error.message;
          setSecret(result.data.secret);
        }}
      />
      <ConfirmButton
        trigger={
          <Button size="sm" variant="danger-ghost">
            Remove
          </Button>
        }
        title={`Remove the source ${name}?`}
        description="What it sends is refused from then on. What it told stays in the log for its 30 days."
        confirmLabel="Remove source"
        onConfirm={async () => {
          const result = await answered(endSource({ sourceId }));
          return result.ok ? undefined : result.error.message;
        }}
      />
      {secret !== undefined && (
        <div className="w-full">
          <SecretBox secret={secret} sentence="Copy the new secret now. It is not shown again." />
        </div>
      )}
    </>
  );
}
