"use client";

import Link from "next/link";
import { type FormEvent, useMemo, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ChoiceList } from "#app/_components/choice-list.tsx";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { CheckField, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { type PublishingInput, publishingInput, toPublishing } from "#lib/publish/publishing-input.ts";
import { sampleOfFilm, sampleOfShow } from "#lib/publish/sample-names.ts";
import {
  artworkPolicies,
  artworkPolicyHelp,
  artworkPolicyLabels,
  type CustomNameSlot,
} from "#lib/publish/vocabulary.ts";
import { savePublishing } from "../actions.ts";
import { type NameSlot, slotsFor } from "./publishing-slots.ts";
import { SampleNames } from "./sample-names.tsx";

const nfoOptions = [
  { value: "player", label: "As the player reads them" },
  { value: "on", label: "Always" },
  { value: "off", label: "Never" },
] as const;
const isNfo = (value: string): value is PublishingInput["nfo"] => nfoOptions.some((each) => each.value === value);

const policyChoices = artworkPolicies.map((value) => ({
  value,
  label: artworkPolicyLabels[value],
  help: artworkPolicyHelp[value],
}));

type Props = { libraryId: number; type: "movie" | "tv"; initial: PublishingInput };

/** What a library publishes, and under which names, with a preview of them. */
export function PublishingForm({ libraryId, type, initial }: Props) {
  const { profile } = initial;
  const [values, setValues] = useState(initial);
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();
  const slots = useMemo(() => slotsFor(type, profile), [type, profile]);
  const typed = useMemo(() => problemsOf(values), [values]);
  const errors = fieldErrors(
    error,
    slots.map(({ slot }) => `names.${slot}`),
  );
  const set = (change: Partial<PublishingInput>) => {
    setError(undefined);
    setValues((before) => ({ ...before, ...change }));
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(savePublishing({ libraryId, ...values }));
      setError(result.ok ? undefined : result.error);
      if (result.ok) toastDone("The publishing settings are saved", { description: "The next publish follows them." });
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {errors.rest !== undefined && (
        <ErrorState layout="inline" title="The publishing settings were not saved" description={errors.rest} />
      )}
      <Field label="NFO files" hint={profile === "plex" ? "Plex reads none by itself." : undefined}>
        {(control) => (
          <Select
            options={nfoOptions}
            value={values.nfo}
            onValueChange={(nfo) => isNfo(nfo) && set({ nfo })}
            className="sm:w-72"
            {...control}
          />
        )}
      </Field>
      <ChoiceList
        id="artwork-policy"
        legend="Picture replaced by somebody else"
        hint="What happens when a published picture was replaced outside of Metarr."
        choices={policyChoices}
        value={values.artworkPolicy}
        onChange={(artworkPolicy) => set({ artworkPolicy })}
      />
      {profile === "kodi" && (
        <CheckField
          label="Portraits of people"
          hint="In a folder .actors beside the film or series, where Kodi looks."
          checked={values.people}
          onChange={(people) => set({ people })}
        />
      )}
      {profile === "kodi" && type === "movie" && (
        <Field
          label="Folder for film sets"
          error={setsFolderProblem(values)}
          hint="A folder in the library with one folder a set, for Kodi's setting Movie set information folder. Empty: pictures of a set lie beside its films."
        >
          {(control) => (
            <Input
              className="font-mono sm:w-72"
              placeholder="Movie Sets"
              maxLength={100}
              autoComplete="off"
              spellCheck={false}
              value={values.setsFolder}
              onChange={(event) => set({ setsFolder: event.target.value })}
              {...control}
            />
          )}
        </Field>
      )}
      <details open={Object.keys(initial.names).length > 0}>
        <summary className="w-fit rounded-md font-medium text-2 text-sm hover:text-1 touch:py-3">
          Names of your own
        </summary>
        <p className="mt-2 max-w-prose text-3 text-sm">
          Without the extension. {"{N}"} is the name of the video, {"{S}"} the number of the season or -specials,{" "}
          {"{n}"} counts further fanart. Empty: the usual name. A player may not find a file under another name.
        </p>
        <div className="mt-4 grid gap-6 lg:grid-cols-2">
          <div className="grid content-start gap-4">
            {slots.map((each) => (
              <NameField
                key={each.slot}
                {...each}
                value={values.names[each.slot] ?? ""}
                error={typed.get(each.slot) ?? errors.of[`names.${each.slot}`]}
                onChange={(name) => set({ names: { ...values.names, [each.slot]: name } })}
              />
            ))}
          </div>
          <Preview values={values} type={type} />
        </div>
      </details>
      <div className="flex flex-wrap justify-end gap-2">
        <Button asChild>
          <Link href={`/publish?library=${libraryId}`}>See the publishing plan</Link>
        </Button>
        <Button type="submit" pending={saving} disabled={typed.size > 0 || setsFolderProblem(values) !== undefined}>
          Save publishing
        </Button>
      </div>
    </form>
  );
}

type NameFieldProps = NameSlot & { value: string; error: string | undefined; onChange: (name: string) => void };

function NameField({ label, usual, placeholders, value, error, onChange }: NameFieldProps) {
  return (
    <Field
      label={label}
      error={error}
      aside={<span className="font-mono text-3 text-xs">{placeholders.join(" ")}</span>}
    >
      {(control) => (
        <Input
          className="font-mono"
          placeholder={usual}
          maxLength={200}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          {...control}
        />
      )}
    </Field>
  );
}

/** How files would be called; while a name is wrong, with the usual one in its place. */
function Preview({ values, type }: { values: PublishingInput; type: "movie" | "tv" }) {
  const problems = problemsOf(values);
  const names = Object.fromEntries(
    Object.entries(values.names).filter(([slot]) => ![...problems.keys()].some((each) => each === slot)),
  );
  const naming = { profile: values.profile, names: {}, nfo: undefined, ...toPublishing({ ...values, names }) };
  return <SampleNames names={type === "tv" ? sampleOfShow(naming) : sampleOfFilm(naming)} />;
}

const setsFolderProblem = (values: PublishingInput): string | undefined =>
  publishingInput.safeParse(values).error?.issues.some(({ path }) => path[0] === "setsFolder")
    ? "A folder name has no slash and begins with no dot."
    : undefined;

/** What is wrong with the names as they are typed, by slot. */
function problemsOf(values: PublishingInput): Map<CustomNameSlot, string> {
  const parsed = publishingInput.safeParse(values);
  const found = new Map<CustomNameSlot, string>();
  for (const { path, message } of parsed.error?.issues ?? []) {
    const slot = slotsFor("movie", values.profile)
      .concat(slotsFor("tv", values.profile))
      .find((each) => each.slot === path[1]);
    if (slot && !found.has(slot.slot)) found.set(slot.slot, message);
  }
  return found;
}
