"use client";

import { Checkbox } from "#components/ui/checkbox.tsx";
import { CheckField } from "#components/ui/field.tsx";

/** Whether what verifying finds is repaired without being asked. */
export function RepairField({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <CheckField
      label="Repair what verifying finds"
      hint="Files that are gone, damaged, wrongly named or left behind are put in order by themselves. What somebody else changed is only reported."
    >
      {(control) => (
        <Checkbox
          checked={isOn}
          onCheckedChange={(checked) => onChange(checked === true)}
          id={control.id}
          aria-describedby={control["aria-describedby"]}
        />
      )}
    </CheckField>
  );
}
