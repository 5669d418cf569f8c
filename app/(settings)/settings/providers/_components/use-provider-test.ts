"use client";

import { useState, useTransition } from "react";
import { firstProblem } from "#app/_components/field-errors.ts";
import type { ConnectionVerdict } from "#lib/providers/provider.ts";
import { testProvider } from "../actions.ts";

type Asked = Parameters<typeof testProvider>[0];

/** Asks a provider with what stands in a form. The verdict goes when the form changes: it is about what was asked. */
export function useProviderTest() {
  const [verdict, setVerdict] = useState<ConnectionVerdict>();
  const [testing, startTransition] = useTransition();

  async function ask(asked: Asked): Promise<ConnectionVerdict> {
    setVerdict(undefined);
    const found = await testProvider(asked).then(
      (result) => (result.ok ? result.data : { ok: false, message: firstProblem(result.error) }),
      () => ({ ok: false, message: "Metarr's server did not answer. Check the connection and try again." }),
    );
    setVerdict(found);
    return found;
  }

  return {
    verdict,
    testing,
    forget: () => setVerdict(undefined),
    ask,
    test: (asked: Asked, onDone?: () => void) =>
      startTransition(async () => {
        await ask(asked);
        onDone?.();
      }),
  };
}
