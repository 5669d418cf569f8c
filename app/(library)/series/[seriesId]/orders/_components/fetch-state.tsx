"use client";

import { Download, ListOrdered } from "lucide-react";
import { useTransition } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { OrdersData } from "../queries.ts";

type FetchStateProps = {
  orders: OrdersData;
  fetching: OrdersData["fetching"];
  onFetch: () => Promise<void>;
};

/** What stands in place of a preview while the list of the order is not there. */
export function FetchState({ orders: { orderLabel }, fetching, onFetch }: FetchStateProps) {
  const [pending, startTransition] = useTransition();
  if (fetching?.isOpen) {
    return (
      <div role="status" className="grid gap-4">
        <p className="text-2">The episodes in "{orderLabel}" are being fetched. The preview appears by itself.</p>
        <Skeleton className="h-40 rounded-lg" />
      </div>
    );
  }
  if (fetching?.error) {
    return (
      <ErrorState
        layout="inline"
        title={`The episodes in "${orderLabel}" could not be fetched`}
        description={fetching.error}
        onRetry={onFetch}
      />
    );
  }
  return (
    <EmptyState
      icon={<ListOrdered />}
      title={fetching?.hasEnded ? "No provider listed episodes in this order" : "This order was not looked at yet"}
      description={
        fetching?.hasEnded
          ? "Its provider names the order, and gave no list of it. It can be asked again."
          : "Its list of episodes is fetched first. Then you see what every file would be, before anything changes."
      }
      action={
        <Button variant="primary" pending={pending} onClick={() => startTransition(onFetch)}>
          <Download aria-hidden />
          {fetching?.hasEnded ? "Ask again" : "Show the preview"}
        </Button>
      }
    />
  );
}
