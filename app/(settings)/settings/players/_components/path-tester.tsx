"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { firstProblem } from "#app/_components/field-errors.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { PathVerdict } from "#lib/players/try-player.ts";
import { TestVerdict } from "../../providers/_components/test-verdict.tsx";
import { testPath } from "../actions.ts";
import type { PlayerValues } from "./player-values.ts";

/** What the player would be told of a path, and whether it knows that. Asks with what stands in the form. */
export function PathTester({ values }: { values: PlayerValues }) {
  const [path, setPath] = useState("");
  const [verdict, setVerdict] = useState<PathVerdict>();
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();

  const test = () =>
    startTransition(async () => {
      setVerdict(undefined);
      const result = await answered(testPath({ ...values, path }));
      setError(result.ok ? undefined : firstProblem(result.error));
      if (result.ok) setVerdict(result.data);
    });

  return (
    <div className="grid gap-2 border-border border-t pt-4">
      <Field label="Try a path" hint="A film, an episode or a folder as Metarr sees it." error={error}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              className="font-mono"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder="/media/films/Film (2001)/Film (2001).mkv"
              value={path}
              onChange={(event) => {
                setVerdict(undefined);
                setPath(event.target.value);
              }}
              {...control}
            />
            <Button onClick={test} pending={pending} disabled={path.trim() === ""}>
              Try
            </Button>
          </div>
        )}
      </Field>
      {verdict && <p className="wrap-anywhere font-mono text-2 text-sm">{verdict.playerPath}</p>}
      <TestVerdict verdict={verdict} />
    </div>
  );
}
