import { ListOrdered } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { readSeriesId, type SeriesParams } from "../series-id.ts";
import { OrderPage } from "./_components/order-page.tsx";
import { OrderSkeleton } from "./_components/order-skeleton.tsx";
import { getOrders } from "./queries.ts";

export const metadata: Metadata = { title: "Order of episodes" };

type Props = SeriesParams & { searchParams: Promise<{ order?: string | string[] }> };

export default async function OrdersPage(props: Props) {
  await requireUser("editor");
  return (
    <Suspense fallback={<OrderSkeleton />}>
      <Orders {...props} />
    </Suspense>
  );
}

async function Orders({ params, searchParams }: Props) {
  const { order } = await searchParams;
  const orders = await getOrders(await readSeriesId(params), typeof order === "string" ? order : undefined);
  if (!orders.isTold && orders.preview === null) {
    return (
      <EmptyState
        icon={<ListOrdered />}
        title="No order is known yet"
        description="In which orders the episodes can be counted comes with the metadata, once the series is identified."
      />
    );
  }
  return <OrderPage orders={orders} />;
}
