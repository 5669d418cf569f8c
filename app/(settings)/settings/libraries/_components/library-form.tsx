"use client";

import { type FormEvent, type ReactNode, useEffect, useRef, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ChoiceList } from "#app/_components/choice-list.tsx";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError, ActionResult } from "#app/_server/action.ts";
import { cn } from "#components/cn.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { CheckField, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { LibraryValues } from "#lib/libraries/vocabulary.ts";
import { languageName, regionName } from "./describe-codes.ts";
import type { WatchedFolder } from "./describe-watch-state.ts";
import { FallbackField } from "./fallback-field.tsx";
import { FolderFields } from "./folder-fields.tsx";
import { automationChoices, existingChoices, nfoChoices, profileChoices } from "./library-choices.ts";
import { LibraryType } from "./library-type.tsx";
import { WatchField } from "./watch-field.tsx";

type Saved = { libraryId: number; name: string };

export type LibraryFormProps = {
  initial: LibraryValues;
  save: (values: LibraryValues) => Promise<ActionResult<Saved>>;
  onSaved: (saved: Saved, values: LibraryValues) => void;
  saveLabel: string;
  /** The folders of a library that is there, and how they are watched. Absent: a new library. */
  folders?: readonly WatchedFolder[] | undefined;
  /** Names and what is most wanted; the rest behind "More choices". For the first set-up. */
  short?: boolean;
  /** Beside the save button. */
  cancel?: ReactNode;
};

const fields = ["name", "paths", "language", "region", "fallbackLanguages"];
const examples = {
  movie: { path: "/media/films", name: "Films", noun: "films" },
  tv: { path: "/media/series", name: "Series", noun: "series" },
} as const satisfies Record<LibraryValues["type"], unknown>;
/** Always in sight, because the form is longer than the screen; on phones above the bottom bar. */
const barClasses =
  "sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 -mx-4 border-border border-t bg-background px-4 py-3 md:bottom-0 md:mx-0 md:px-0";
/** Adds or changes a library. What is wrong stands at its field. */
export function LibraryForm({
  initial,
  save,
  onSaved,
  saveLabel,
  folders: saved,
  short = false,
  cancel,
}: LibraryFormProps) {
  const [values, setValues] = useState(initial);
  const [error, setError] = useState<ActionError>();
  const [pending, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const errors = fieldErrors(error, fields);
  const set = (patch: Partial<LibraryValues>) => setValues((before) => ({ ...before, ...patch }));

  // The first field with an error, also when it lies out of sight.
  useEffect(() => {
    if (!error) return;
    const first = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    first?.closest("details")?.setAttribute("open", "");
    first?.focus();
  }, [error]);

  function setPaths(paths: string[]) {
    setValues((before) => {
      const unnamed = before.name === "" || before.name === nameOf(before.paths[0]);
      return { ...before, paths, name: unnamed ? nameOf(paths[0]) : before.name };
    });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const result = await answered(save(values));
      if (result.ok) onSaved(result.data, values);
      else setError(result.error);
    });
  }

  const example = examples[values.type];
  const folders = (
    <>
      <LibraryType type={values.type} onChange={saved ? undefined : (type) => set({ type })} />
      <FolderFields example={example.path} paths={values.paths} onChange={setPaths} error={errors.of.paths} />
      <Field label="Name" hint="How Metarr calls this library." error={errors.of.name}>
        {(control) => (
          <Input
            maxLength={100}
            autoComplete="off"
            placeholder={example.name}
            value={values.name}
            onChange={(event) => set({ name: event.target.value })}
            {...control}
          />
        )}
      </Field>
    </>
  );
  const automation = (
    <ChoiceList
      id="automation"
      legend="Automation"
      hint="What Metarr does without being asked."
      choices={automationChoices}
      value={values.automation}
      onChange={(next) => set({ automation: next })}
    />
  );
  const profile = (
    <ChoiceList
      id="profile"
      legend="Player"
      hint="Whose file names are used when NFO and artwork are published."
      choices={profileChoices}
      columns={!short}
      value={values.profile}
      onChange={(next) => set({ profile: next })}
    />
  );
  const languages = (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label="Language"
        hint={languageName(values.language) ?? "Of titles, plots and artwork. Two letters, such as en or de."}
        error={errors.of.language}
      >
        {(control) => (
          <CodeInput
            value={values.language}
            onChange={(language) => set({ language: language.toLowerCase() })}
            {...control}
          />
        )}
      </Field>
      <Field
        label="Country"
        hint={regionName(values.region) ?? "Whose age rating counts. Two letters, such as US or DE."}
        error={errors.of.region}
      >
        {(control) => (
          <CodeInput value={values.region} onChange={(region) => set({ region: region.toUpperCase() })} {...control} />
        )}
      </Field>
      <FallbackField
        className="sm:col-span-2"
        initial={initial.fallbackLanguages ?? null}
        onChange={(fallbackLanguages) => set({ fallbackLanguages })}
        error={errors.of.fallbackLanguages}
      />
    </div>
  );
  const policies = (
    <>
      <ChoiceList
        id="existing"
        legend="What is there already"
        hint="Whose values and pictures win at the first scan, when there are NFO or artwork files there."
        choices={existingChoices}
        value={values.existing}
        onChange={(next) => set({ existing: next })}
      />
      <ChoiceList
        id="nfo-policy"
        legend="NFO changed by somebody else"
        hint="What happens when a published NFO was changed outside of Metarr."
        choices={nfoChoices}
        value={values.nfoPolicy}
        onChange={(next) => set({ nfoPolicy: next })}
      />
    </>
  );

  const watch = (
    <WatchField
      isOn={values.watch}
      onChange={(isOn) => set({ watch: isOn })}
      folders={values.watch ? (saved ?? []) : []}
    />
  );
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-6">
      {errors.rest !== undefined && (
        <ErrorState layout="inline" title="The library was not saved" description={errors.rest} />
      )}
      {short ? (
        <>
          {folders}
          {automation}
          <details className="group">
            <summary className="font-medium text-2 text-sm touch:min-h-11">More choices</summary>
            <div className="mt-4 grid gap-6">
              {profile}
              {watch}
              {languages}
              {policies}
            </div>
          </details>
        </>
      ) : (
        <>
          <Card>
            <CardContent className="grid gap-4">{folders}</CardContent>
          </Card>
          <Card>
            <CardContent className="grid gap-6">
              {automation}
              {profile}
              {watch}
              <CheckField
                label="Repair what verifying finds"
                hint="Files that are gone, damaged, wrongly named or left behind are put in order by themselves. What somebody else changed is only reported."
                checked={values.verifyRepair}
                onChange={(verifyRepair) => set({ verifyRepair })}
              />
              <CheckField
                label="Scan and publish this library"
                hint={`Off: its ${example.noun} stay visible, and Metarr leaves their folders alone.`}
                checked={values.enabled}
                onChange={(enabled) => set({ enabled })}
              />
            </CardContent>
          </Card>
          <Card>
            <CardHeader title="Metadata" />
            <CardContent className="grid gap-6">
              {languages}
              {policies}
            </CardContent>
          </Card>
        </>
      )}
      <div className={cn("flex flex-wrap items-center justify-end gap-2", !short && barClasses)}>
        {cancel}
        <Button type="submit" variant="primary" size={short ? "lg" : "md"} pending={pending}>
          {saveLabel}
        </Button>
      </div>
    </form>
  );
}

type CodeInputProps = { value: string; onChange: (value: string) => void; id: string };

/** Two letters. */
function CodeInput({ value, onChange, ...control }: CodeInputProps) {
  return (
    <Input
      className="w-24 font-mono"
      maxLength={2}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      {...control}
    />
  );
}

/** "/media/films/" is called films. */
function nameOf(path: string | undefined): string {
  const last = path?.split("/").findLast((part) => part !== "") ?? "";
  return last.slice(0, 1).toUpperCase() + last.slice(1, 100);
}
