"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ChoiceList } from "#app/_components/choice-list.tsx";
import { LockToggle } from "#components/lock-toggle.tsx";
import { toastFailed } from "#components/toast.tsx";
import { labelOfSource } from "#lib/editing/vocabulary.ts";
import { useFieldLocks } from "../../../../_components/edit/use-field-locks.ts";
import { lockShowField } from "../../edit/actions.ts";
import { fetchOrder } from "../actions.ts";
import type { OrdersData } from "../queries.ts";
import { ApplyBar } from "./apply-bar.tsx";
import { FetchState } from "./fetch-state.tsx";
import { OrderPreview } from "./order-preview.tsx";

const names = new Intl.ListFormat("en", { type: "conjunction" });

/** Chooses an order of the episodes; nothing changes before what it would do was shown. */
export function OrderPage({ orders }: { orders: OrdersData }) {
  const { seriesId, choices, present, order, preview, fetching } = orders;
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function look(next: string) {
    startTransition(() => router.replace(`/series/${seriesId}/orders?order=${encodeURIComponent(next)}`));
  }

  async function fetchList() {
    const result = await answered(fetchOrder({ seriesId, order }));
    if (!result.ok) toastFailed("The order was not asked for", { description: result.error.message });
  }

  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-8">
      <div className="grid content-start gap-3">
        <div className="flex items-center justify-between gap-2">
          <h2 className="font-semibold text-1 text-lg tracking-tight">Order of episodes</h2>
          <OrderLock orders={orders} />
        </div>
        <ChoiceList
          legend="How the files are counted"
          hint="An order says which episode a file is by its season and number. The files keep their names."
          choices={choices.map(({ id, label, providers }) => ({
            value: id,
            label: id === present ? `${label} (in use)` : label,
            help:
              providers.length === 0
                ? "No provider tells it now."
                : `From ${names.format(providers.map(labelOfSource))}.`,
          }))}
          value={order}
          onChange={look}
        />
      </div>
      <section
        aria-label="Preview"
        aria-busy={pending || undefined}
        className="grid min-w-0 content-start gap-4 aria-busy:opacity-60"
      >
        {preview === null ? (
          <FetchState orders={orders} fetching={fetching} onFetch={fetchList} />
        ) : (
          <>
            <OrderPreview groups={preview} provider={labelOfSource(preview.provider)} orders={orders} />
            {order !== present && <ApplyBar orders={orders} groups={preview} />}
          </>
        )}
      </section>
    </div>
  );
}

function OrderLock({ orders: { seriesId, isLocked } }: { orders: OrdersData }) {
  const field = {
    field: "episodeOrder",
    label: "Order of episodes",
    kind: "text",
    value: null,
    locked: isLocked,
    source: undefined,
  } as const;
  const locks = useFieldLocks({
    setLock: (input) => lockShowField({ seriesId, entityType: "series", entityId: seriesId, ...input }),
  });
  return (
    <LockToggle
      locked={locks.isLocked(field)}
      onLockedChange={(locked) => locks.setLocked(field, locked)}
      subject={field.label}
    />
  );
}
