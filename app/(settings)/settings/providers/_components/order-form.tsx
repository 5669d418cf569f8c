"use client";

import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import type { ActionError } from "#app/_server/action.ts";
import { SettingAnchor } from "#app/(settings)/settings/_components/setting-anchor.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ProviderName } from "#lib/providers/vocabulary.ts";
import { saveOrder } from "../actions.ts";
import { OrderList } from "./order-list.tsx";
import { movieProviders, seriesProviders, wholeOrder } from "./priority-choices.ts";

const kinds = {
  movie: { title: "Films", all: movieProviders },
  series: { title: "Series, seasons and episodes", all: seriesProviders },
} as const;

/** Whose values win for one kind, where several providers say something. */
export function OrderForm({ kind, saved }: { kind: keyof typeof kinds; saved: readonly ProviderName[] }) {
  const { title, all } = kinds[kind];
  const [order, setOrder] = useState(() => wholeOrder(saved, all));
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(saveOrder({ kind, order }));
      setError(result.ok ? undefined : result.error);
      if (result.ok) toastDone("The order is saved", { description: "It counts for what is fetched next." });
    });
  }

  return (
    <SettingAnchor id={`order-${kind}`}>
      <form onSubmit={submit} className="grid gap-3">
        <h3 className="font-medium text-2 text-sm">{title}</h3>
        {error && <ErrorState layout="inline" title="The order was not saved" description={error.message} />}
        <OrderList label={`${title}, best provider first`} order={order} onChange={setOrder} />
        <div className="flex justify-end">
          <Button type="submit" size="sm" pending={saving} aria-label={`Save the order for ${title.toLowerCase()}`}>
            Save order
          </Button>
        </div>
      </form>
    </SettingAnchor>
  );
}
