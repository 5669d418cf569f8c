"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { applyOrder, undoOrder } from "../actions.ts";
import type { OrdersData } from "../queries.ts";
import { countsOf, type OrderGroups } from "./order-rows.ts";

/** Stays in sight below the preview: applies the order that is looked at. */
export function ApplyBar({ orders, groups }: { orders: OrdersData; groups: OrderGroups }) {
  const { seriesId, title, order, orderLabel } = orders;
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function apply() {
    startTransition(async () => {
      const result = await answered(applyOrder({ seriesId, order }));
      if (!result.ok) {
        toastFailed("The order was not changed", { description: result.error.message });
        return;
      }
      const { changeIds } = result.data;
      toastDone(`"${title}" is counted in "${orderLabel}"`, {
        description: "What each episode is follows in a moment.",
        ...(changeIds.length > 0 ? { onUndo: () => takeBack(changeIds) } : {}),
      });
      router.replace(`/series/${seriesId}/orders`);
    });
  }

  async function takeBack(changeIds: number[]) {
    const result = await answered(undoOrder({ seriesId, changeIds }));
    if (!result.ok) toastFailed("The order was not taken back", { description: result.error.message });
  }

  return (
    <section
      aria-label="Apply the order"
      className="sticky bottom-18 z-10 grid items-center gap-x-3 gap-y-2 rounded-lg border border-border bg-surface-1 px-4 py-3 shadow-float sm:grid-cols-[minmax(0,1fr)_auto] md:bottom-4"
    >
      <p className="text-1 text-sm">
        {countsOf(groups)} {groups.unmapped.length > 0 && "Files without an episode keep the values they have. "}
        The choice is locked.
      </p>
      <Button variant="primary" pending={pending} onClick={apply}>
        Use this order
      </Button>
    </section>
  );
}
