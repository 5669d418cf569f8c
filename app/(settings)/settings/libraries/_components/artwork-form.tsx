"use client";

import { type ChangeEvent, type FormEvent, useId, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ChoicePreviewView } from "#app/_components/artwork-preview/choice-preview.tsx";
import { useChoicePreview } from "#app/_components/artwork-preview/use-choice-preview.ts";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { previewArtwork, saveArtwork } from "../actions.ts";
import { type ArtworkInput, type ArtworkKind, artworkRows } from "./artwork-input.ts";

type Row = ReturnType<typeof artworkRows>[number];
type Part = "limit" | "languages";
type Cursor = NonNullable<Parameters<typeof previewArtwork>[0]["after"]>;

const rowClasses = "grid grid-cols-[5.5rem_3.5rem_minmax(0,1fr)] items-center gap-x-3 gap-y-1 text-sm";

/** How many pictures of each type are chosen, and whose languages come first. */
export function ArtworkForm({
  libraryId,
  kind,
  initial,
}: {
  libraryId: number;
  kind: ArtworkKind;
  initial: ArtworkInput;
}) {
  const rows = artworkRows(kind);
  const [values, setValues] = useState(initial);
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();
  const { state, start, stop } = useChoicePreview();
  const errors = fieldErrors(
    error,
    rows.flatMap(({ type }) => [`${type}.limit`, `${type}.languages`]),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(saveArtwork({ ...values, libraryId }));
      if (result.ok) {
        setError(undefined);
        toastDone("The artwork settings are saved", {
          description: "A job scores the pictures anew and chooses those that come first now.",
        });
        stop();
        return;
      }
      setError(result.error);
    });
  }

  const preview = () =>
    void start({
      first: null,
      load: async (after: Cursor | null) => {
        const answer = await previewArtwork({ ...values, libraryId, after });
        if (!answer.ok) {
          setError(answer.error);
          return answer;
        }
        setError(undefined);
        const { owners: looked, total, next, ...found } = answer.data;
        return { ok: true, data: { found, looked, total, next: next ?? undefined } };
      },
    });

  const cell = (row: Row, part: Part) => ({
    value: values[row.type][part],
    problem: errors.of[`${row.type}.${part}`],
    onChange: (text: string) => {
      stop();
      setValues((before) => ({ ...before, [row.type]: { ...before[row.type], [part]: text } }));
    },
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {errors.rest !== undefined && (
        <ErrorState layout="inline" title="The artwork settings were not saved" description={errors.rest} />
      )}
      <div className="grid gap-3">
        <div aria-hidden className={`${rowClasses} text-3`}>
          <span />
          <span>At most</span>
          <span>Languages, best first</span>
        </div>
        {rows.map((row) => (
          <ArtworkRow key={row.type} label={row.label} limit={cell(row, "limit")} languages={cell(row, "languages")} />
        ))}
      </div>
      {error === undefined && <ChoicePreviewView state={state} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={preview} disabled={saving || state.status === "looking"}>
          See what changes
        </Button>
        <Button type="submit" pending={saving}>
          Save artwork
        </Button>
      </div>
    </form>
  );
}

type Cell = { value: string; problem: string | undefined; onChange: (text: string) => void };

function ArtworkRow({ label, limit, languages }: { label: string; limit: Cell; languages: Cell }) {
  const problemId = useId();
  const problem = limit.problem ?? languages.problem;
  const control = (cell: Cell) => ({
    "aria-invalid": cell.problem === undefined ? undefined : true,
    "aria-describedby": cell.problem === undefined ? undefined : problemId,
    autoComplete: "off",
    autoCapitalize: "none",
    spellCheck: false,
    className: "px-2 font-mono text-sm",
    value: cell.value,
    onChange: (event: ChangeEvent<HTMLInputElement>) => cell.onChange(event.target.value),
  });
  return (
    <div className={rowClasses}>
      <span className="text-1 text-sm">{label}</span>
      <Input aria-label={`${label}: at most`} inputMode="numeric" {...control(limit)} />
      <Input aria-label={`${label}: languages, best first`} {...control(languages)} />
      {problem !== undefined && (
        <p id={problemId} role="alert" className="col-span-2 col-start-2 text-danger text-sm">
          {problem}
        </p>
      )}
    </div>
  );
}
