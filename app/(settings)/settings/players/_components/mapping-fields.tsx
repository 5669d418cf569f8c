"use client";

import { Plus, X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { PlayerValues } from "./player-values.ts";

type Mappings = PlayerValues["mappings"];
type MappingFieldsProps = { mappings: Mappings; onChange: (mappings: Mappings) => void; error: string | undefined };

const plain = {
  className: "font-mono",
  autoComplete: "off",
  autoCapitalize: "none",
  spellCheck: false,
  maxLength: 4096,
};

/** Folders that the player sees elsewhere than Metarr does. */
export function MappingFields({ mappings, onChange, error }: MappingFieldsProps) {
  const change = (index: number, patch: Partial<Mappings[number]>) =>
    onChange(mappings.map((old, at) => (at === index ? { ...old, ...patch } : old)));
  return (
    <div className="grid gap-4">
      {mappings.map(({ localPath, playerPath }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no other identity, and only the last one is ever added.
          key={index}
          className="grid items-end gap-3 border-border border-b pb-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] sm:border-b-0 sm:pb-0"
        >
          <Field label={`Folder ${index + 1} in Metarr`}>
            {(control) => (
              <Input
                {...plain}
                placeholder="/media/films"
                value={localPath}
                onChange={(event) => change(index, { localPath: event.target.value })}
                {...control}
              />
            )}
          </Field>
          <Field label={`Folder ${index + 1} on the player`}>
            {(control) => (
              <Input
                {...plain}
                placeholder="smb://nas/films"
                value={playerPath}
                onChange={(event) => change(index, { playerPath: event.target.value })}
                {...control}
              />
            )}
          </Field>
          <IconButton
            label={`Leave folder ${index + 1} out`}
            onClick={() => onChange(mappings.filter((_, at) => at !== index))}
          >
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
      {error !== undefined && (
        <p role="alert" className="text-danger text-sm">
          {error}
        </p>
      )}
      <Button
        size="sm"
        variant="ghost"
        className="w-fit"
        onClick={() => onChange([...mappings, { localPath: "", playerPath: "" }])}
      >
        <Plus aria-hidden />
        Add a folder
      </Button>
    </div>
  );
}
