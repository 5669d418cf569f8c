"use client";

import { answered } from "#app/_components/answered.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ApiKeySummary } from "#lib/access/api-keys.ts";
import { roleLabels } from "#lib/access/vocabulary.ts";
import { endKey } from "../actions.ts";

export function KeyList({ keys }: { keys: ApiKeySummary[] }) {
  if (keys.length === 0) return null;
  return (
    <ul className="mt-4 border-border border-b">
      {keys.map((key) => (
        <li key={key.keyId} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-border border-t px-4 py-2">
          <div className="min-w-0 flex-1">
            <p className="flex items-center gap-2 text-1">
              {key.name}
              <Badge>{roleLabels[key.role]}</Badge>
            </p>
            <p className="text-3 text-sm">
              <span className="font-mono">{key.prefix}…</span>
              {key.lastUsedAt ? (
                <>
                  , used <TimeAgo at={key.lastUsedAt} />
                </>
              ) : (
                ", never used"
              )}
              {key.expiresAt && (
                <>
                  , ends <TimeAgo at={key.expiresAt} />
                </>
              )}
            </p>
          </div>
          <ConfirmButton
            trigger={<Button size="sm">Revoke</Button>}
            title={`Revoke the key ${key.name}?`}
            description="The program that uses it is shut out at once. The key cannot be brought back."
            confirmLabel="Revoke key"
            onConfirm={async () => {
              const result = await answered(endKey({ keyId: key.keyId }));
              return result.ok ? undefined : result.error.message;
            }}
          />
        </li>
      ))}
    </ul>
  );
}
