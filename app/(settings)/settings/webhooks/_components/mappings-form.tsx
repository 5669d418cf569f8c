"use client";

import { Plus, X } from "lucide-react";
import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { PathMapping } from "#lib/webhooks/vocabulary.ts";
import { changeSource } from "../actions.ts";
import { PathTester } from "./path-tester.tsx";

type MappingsFormProps = { sourceId: number; label: string; saved: readonly PathMapping[] };

const plain = { spellCheck: false, autoComplete: "off", autoCapitalize: "none", className: "font-mono" } as const;

/** Compared by value: PostgreSQL gives a stored object back with its keys in an order of its own. */
const asText = (mappings: readonly PathMapping[]) => JSON.stringify(mappings.map(({ from, to }) => [from, to]));

/** How the program names folders, where that differs from Metarr, with a test. */
export function MappingsForm({ sourceId, label, saved }: MappingsFormProps) {
  const [mappings, setMappings] = useState<PathMapping[]>([...saved]);
  const [problem, setProblem] = useState<string>();
  const [saving, startSaving] = useTransition();
  const isSame = asText(mappings) === asText(saved);
  const change = (index: number, part: Partial<PathMapping>) =>
    setMappings(mappings.map((old, at) => (at === index ? { ...old, ...part } : old)));

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(changeSource({ sourceId, pathMappings: mappings }));
      setProblem(result.ok ? undefined : result.error.message);
      if (result.ok) toastDone("The path mappings are saved");
    });
  }

  return (
    <div className="grid gap-4 border-border border-t pt-4">
      <form onSubmit={submit} noValidate className="grid gap-3">
        <div>
          <h3 className="font-medium text-1 text-sm">Path mappings</h3>
          <p className="text-3 text-sm">
            Only where {label} names a folder otherwise than Metarr, as in another container. The longest that fits
            counts.
          </p>
        </div>
        {problem !== undefined && <ErrorState layout="inline" title="Nothing was saved" description={problem} />}
        {mappings.map((mapping, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no other identity.
            key={index}
            className="grid items-end gap-2 rounded-lg border border-border p-3 sm:grid-cols-[1fr_1fr_auto] sm:border-0 sm:p-0"
          >
            <Field label={`Folder in ${label}`}>
              {(control) => (
                <Input
                  {...plain}
                  placeholder="/data/media"
                  value={mapping.from}
                  onChange={(event) => change(index, { from: event.target.value })}
                  {...control}
                />
              )}
            </Field>
            <Field label="The same in Metarr">
              {(control) => (
                <Input
                  {...plain}
                  placeholder="/media"
                  value={mapping.to}
                  onChange={(event) => change(index, { to: event.target.value })}
                  {...control}
                />
              )}
            </Field>
            <IconButton
              label={`Leave mapping ${index + 1} out`}
              onClick={() => setMappings(mappings.filter((_, at) => at !== index))}
            >
              <X aria-hidden />
            </IconButton>
          </div>
        ))}
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Button size="sm" variant="ghost" onClick={() => setMappings([...mappings, { from: "", to: "" }])}>
            <Plus aria-hidden />
            Add a mapping
          </Button>
          {!isSame && (
            <Button type="submit" size="sm" variant="primary" pending={saving}>
              Save mappings
            </Button>
          )}
        </div>
      </form>
      <PathTester label={label} mappings={mappings} />
    </div>
  );
}
