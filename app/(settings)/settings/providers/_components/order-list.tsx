"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { type ProviderName, providerFacts } from "#lib/providers/vocabulary.ts";

type OrderListProps = {
  /** What is ordered, for screen readers. */
  label: string;
  order: readonly ProviderName[];
  onChange: (order: ProviderName[]) => void;
};

type Direction = "up" | "down";

/** Providers, best first, with buttons that move them. The focus goes along with the one that moves. */
export function OrderList({ label, order, onChange }: OrderListProps) {
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef<{ name: ProviderName; direction: Direction }>(undefined);
  const [news, setNews] = useState("");

  // biome-ignore lint/correctness/useExhaustiveDependencies: a moved row loses the focus when the new order is drawn
  useLayoutEffect(() => {
    if (!moved.current) return;
    const { name, direction } = moved.current;
    moved.current = undefined;
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(`[data-name="${name}"] button`) ?? [];
    const [up, down] = buttons;
    const wanted = direction === "up" ? [up, down] : [down, up];
    wanted.find((button) => button?.disabled === false)?.focus();
  }, [order]);

  function move(name: ProviderName, direction: Direction) {
    const from = order.indexOf(name);
    const to = direction === "up" ? from - 1 : from + 1;
    moved.current = { name, direction };
    setNews(`${providerFacts[name].label} is now number ${to + 1} of ${order.length}`);
    const others = order.filter((other) => other !== name);
    onChange([...others.slice(0, to), name, ...others.slice(to)]);
  }

  return (
    <>
      <ol ref={list} aria-label={label} className="overflow-hidden rounded-lg border border-border">
        {order.map((name, index) => (
          <li
            key={name}
            data-name={name}
            className="flex items-center gap-3 border-border border-b bg-surface-2 py-1 pr-1 pl-3 last:border-0"
          >
            <span className="w-4 text-3 text-sm tabular-nums">{index + 1}</span>
            <span className="min-w-0 flex-1 truncate text-1 text-sm">{providerFacts[name].label}</span>
            <IconButton
              size="icon-sm"
              label={`Move ${providerFacts[name].label} up`}
              disabled={index === 0}
              onClick={() => move(name, "up")}
            >
              <ArrowUp />
            </IconButton>
            <IconButton
              size="icon-sm"
              label={`Move ${providerFacts[name].label} down`}
              disabled={index === order.length - 1}
              onClick={() => move(name, "down")}
            >
              <ArrowDown />
            </IconButton>
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {news}
      </p>
    </>
  );
}
