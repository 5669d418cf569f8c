"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { fieldErrors, firstProblem } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { CheckField, Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { TestVerdict } from "../../providers/_components/test-verdict.tsx";
import { savePlayer, testPlayer } from "../actions.ts";
import type { PlayerChoices } from "../queries.ts";
import { ConnectionFields } from "./connection-fields.tsx";
import { LibraryChoice } from "./library-choice.tsx";
import { MappingFields } from "./mapping-fields.tsx";
import { PathTester } from "./path-tester.tsx";
import type { PlayerValues } from "./player-values.ts";

const fields = ["name", "url", "username", "secret", "groupId", "mappings"];
const alone = "none";

type PlayerFormProps = { initial: PlayerValues; choices: PlayerChoices; secretProblem?: string | null };
type Verdict = { ok: boolean; message: string };

/** Adds or changes a player. The tests ask with what stands here, before anything is saved. */
export function PlayerForm({ initial, choices, secretProblem = null }: PlayerFormProps) {
  const router = useRouter();
  const [values, setValues] = useState(initial);
  const [error, setError] = useState<ActionError>();
  const [verdict, setVerdict] = useState<Verdict>();
  const [saving, startSaving] = useTransition();
  const [testing, startTesting] = useTransition();
  const errors = fieldErrors(error, fields);

  function set(patch: Partial<PlayerValues>) {
    setVerdict(undefined);
    setValues((before) => ({ ...before, ...patch }));
  }

  const test = () =>
    startTesting(async () => {
      // The name is the person's to choose, and no part of the question.
      const result = await answered(testPlayer({ ...values, name: values.name || "The player", mappings: [] }));
      setVerdict(result.ok ? result.data : { ok: false, message: firstProblem(result.error) });
    });

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(savePlayer(values));
      if (!result.ok) {
        setError(result.error);
        return;
      }
      toastDone(`${result.data.name} is saved`);
      router.push("/settings/players");
    });
  }

  const groups = [
    { value: alone, label: "None" },
    ...choices.groups.map(({ groupId, name }) => ({ value: String(groupId), label: name })),
  ];
  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {errors.rest !== undefined && (
        <ErrorState layout="inline" title="The player was not saved" description={errors.rest} />
      )}
      <Card>
        <CardHeader title="Connection" />
        <CardContent className="grid gap-5">
          <ConnectionFields values={values} onChange={set} errors={errors.of} secretProblem={secretProblem} />
          <div className="grid justify-items-start gap-2">
            <Button onClick={test} pending={testing} disabled={values.url.trim() === ""}>
              Test connection
            </Button>
            <TestVerdict verdict={verdict} />
          </div>
        </CardContent>
      </Card>
      <Card>
        <CardHeader
          title="Folders"
          description="Where the player sees the same folders under another path. The longest folder that holds a file counts."
        />
        <CardContent className="grid gap-4">
          <MappingFields
            mappings={values.mappings}
            onChange={(mappings) => set({ mappings })}
            error={errors.of.mappings}
          />
          <PathTester values={values} />
        </CardContent>
      </Card>
      <Card>
        <CardHeader title="What it is told" />
        <CardContent className="grid gap-5">
          <CheckField
            label="Tell it what changes"
            hint="Off: it is told nothing, and what waits for it is given up."
            checked={values.enabled}
            onChange={(enabled) => set({ enabled })}
          />
          <CheckField
            label="Wait while something plays"
            hint="It is told once playing is over, within a day."
            checked={values.skipWhilePlaying}
            onChange={(skipWhilePlaying) => set({ skipWhilePlaying })}
          />
          <LibraryChoice
            libraries={choices.libraries}
            chosen={values.libraryIds}
            onChange={(libraryIds) => set({ libraryIds })}
          />
          <Field
            label="Group"
            hint="Players that share one library. Only one of a group is told."
            error={errors.of.groupId}
          >
            {({ id }) => (
              <Select
                id={id}
                className="sm:w-64"
                options={groups}
                value={values.groupId === null ? alone : String(values.groupId)}
                onValueChange={(value) => set({ groupId: value === alone ? null : Number(value) })}
              />
            )}
          </Field>
        </CardContent>
      </Card>
      <div className="flex justify-end gap-2">
        <Button asChild variant="ghost">
          <Link href="/settings/players">Cancel</Link>
        </Button>
        <Button type="submit" variant="primary" pending={saving}>
          Save player
        </Button>
      </div>
    </form>
  );
}
