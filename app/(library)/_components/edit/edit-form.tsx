"use client";

import { useEffect, useRef } from "react";
import { useKeys } from "#components/use-keys.ts";
import { ConflictList } from "./conflict-list.tsx";
import { typedOf } from "./drafts.ts";
import type { EditActions, EditedForm } from "./edit-actions.ts";
import { FieldRow } from "./field-row.tsx";
import { FieldSource } from "./field-source.tsx";
import { SaveBar } from "./save-bar.tsx";
import { useDrafts } from "./use-drafts.ts";
import { useFieldLocks } from "./use-field-locks.ts";
import { useLeaveGuard } from "./use-leave-guard.ts";

/** Every field of one film, series, season or episode. What is typed stays here until it is saved; locks count at once. */
export function EditForm({ form, actions }: { form: EditedForm; actions: EditActions }) {
  const { drafts, changed, errors, conflicts, saving, type, save, discard, decide, drop, dropConflicts } = useDrafts(
    form,
    actions,
  );
  const { isLocked, setLocked } = useFieldLocks(actions);
  const focused = useRef<string>(undefined);
  const isDirty = changed.length > 0;
  const element = useRef<HTMLFormElement>(null);
  const wrong = Object.keys(errors.of).length;
  useEffect(() => {
    if (wrong > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);
  useLeaveGuard(isDirty);
  useKeys({
    "mod+s": () => isDirty && save(),
    l: () => {
      const field = form.fields.find((each) => each.field === focused.current);
      if (field) setLocked(field, !isLocked(field));
    },
  });

  return (
    <form
      ref={element}
      aria-label={`Edit ${form.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (isDirty) save();
      }}
      onFocus={(event) => {
        // For the key that locks: the field one was last in.
        focused.current = event.target.closest<HTMLElement>("[data-field]")?.dataset.field;
      }}
      className="grid gap-5 md:gap-4"
    >
      {form.fields.map((field) => {
        const isChanged = changed.some((each) => each.field === field.field);
        return (
          <FieldRow
            key={field.field}
            field={field}
            typed={drafts[field.field]?.typed ?? typedOf(field.value, field.kind)}
            isChanged={isChanged}
            locked={isLocked(field)}
            error={errors.of[`patch.${field.field}`]}
            onType={(typed) => type(field, typed)}
            onLock={(locked) => setLocked(field, locked)}
            source={
              <FieldSource
                field={field}
                form={form}
                actions={actions}
                isChanged={isChanged}
                onTaken={() => drop(field.field)}
              />
            }
          />
        );
      })}
      {isDirty && (
        <SaveBar
          count={changed.length}
          problem={errors.rest ?? (wrong > 0 ? "Some values were not taken. The fields say why." : undefined)}
          saving={saving}
          onSave={save}
          onDiscard={discard}
        />
      )}
      {conflicts.length > 0 && <ConflictList conflicts={conflicts} onCancel={dropConflicts} onDecide={decide} />}
    </form>
  );
}
