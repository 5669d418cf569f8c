"use client";

import { ConfirmButton } from "#components/confirm-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { kindFacts } from "#lib/verify/vocabulary.ts";
import type { VerifyData } from "../queries.ts";

type Props = { groups: VerifyData["groups"]; onRepair: (count: number) => Promise<string | undefined> };

/** Asks for the repair of all that is safe, after saying how much that is and what happens to each kind. */
export function RepairSafe({ groups, onRepair }: Props) {
  const safe = groups.filter(({ kind }) => kindFacts[kind].isSafe);
  const count = safe.reduce((sum, group) => sum + group.count, 0);
  if (count === 0) return null;
  const things = count === 1 ? "1 thing" : `${count.toLocaleString("en")} things`;
  return (
    <ConfirmButton
      trigger={<Button variant="primary">Repair all that is safe</Button>}
      title={`Repair ${things}?`}
      description={
        <div className="grid gap-3">
          <ul className="grid gap-2 text-sm">
            {safe.map(({ kind, count: some }) => (
              <li key={kind}>
                <span className="font-medium text-1">
                  {kindFacts[kind].label} <span className="tabular-nums">{some.toLocaleString("en")}</span>
                </span>
                <span className="block">{kindFacts[kind].help}</span>
              </li>
            ))}
          </ul>
          <p className="text-sm">Files that somebody changed are left alone.</p>
        </div>
      }
      confirmLabel={`Repair ${things}`}
      tone="primary"
      onConfirm={() => onRepair(count)}
    />
  );
}
