"use client";

import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { PathMapping } from "#lib/webhooks/vocabulary.ts";
import { testPath } from "../actions.ts";
import { describePath } from "./describe-path.ts";

/** Says what Metarr makes of a path, with the mappings as they stand in the form. */
export function PathTester({ label, mappings }: { label: string; mappings: PathMapping[] }) {
  const [path, setPath] = useState("");
  const [verdict, setVerdict] = useState<{ isGood: boolean; text: string }>();
  const [testing, startTesting] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    startTesting(async () => {
      const result = await answered(testPath({ pathMappings: mappings, path }));
      setVerdict(result.ok ? describePath(result.data) : { isGood: false, text: result.error.message });
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-2">
      <Field label={`Try a path as ${label} names it`}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              className="font-mono"
              placeholder="/data/media/Charade (1963)"
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="none"
              value={path}
              onChange={(event) => setPath(event.target.value)}
              {...control}
            />
            <Button type="submit" pending={testing}>
              Try
            </Button>
          </div>
        )}
      </Field>
      <p role="status" className={`wrap-anywhere text-sm ${verdict?.isGood ? "text-positive" : "text-warning"}`}>
        {verdict?.text ?? ""}
      </p>
    </form>
  );
}
