"use client";

import { saveRetention } from "../actions.ts";
import { NumberForm } from "./number-form.tsx";

/** How long a file stays in the recycle bin. */
export function RetentionForm({ retentionDays }: { retentionDays: number }) {
  return (
    <NumberForm
      anchor="retention"
      field="retentionDays"
      label="Days a file stays"
      hint="Counts for files that go there from now on; those in it keep the day they were given. Removed films and series can be restored for 30 days."
      initial={retentionDays}
      done="The time in the recycle bin is saved"
      save={(value) => saveRetention({ retentionDays: value })}
    />
  );
}
