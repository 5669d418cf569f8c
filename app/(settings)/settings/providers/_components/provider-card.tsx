"use client";

import { ChevronRight } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { providerFacts } from "#lib/providers/vocabulary.ts";
import type { ProviderCardData } from "../queries.ts";
import { cardMarks } from "./describe-provider.ts";
import { ProviderForm } from "./provider-form.tsx";
import { ProviderPurposes } from "./provider-purposes.tsx";
import { ProviderUsageFacts } from "./provider-usage.tsx";
import { useOpenedByHash } from "./use-opened-by-hash.ts";

/** A provider: one line with its state, and opened its settings, its use and what it is asked for. */
export function ProviderCard({ card }: { card: ProviderCardData }) {
  const { provider, shown, usage } = card;
  const { label, about } = providerFacts[provider];
  const [isOpen, setIsOpen] = useOpenedByHash(provider);
  return (
    <Card id={provider}>
      <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)} className="group">
        <summary className="flex cursor-pointer list-none items-start gap-3 rounded-lg p-4 hover:bg-surface-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="mt-0.5 size-4 shrink-0 text-3 transition-transform group-open:rotate-90"
          />
          <span className="grid min-w-0 flex-1 gap-2 sm:flex sm:items-start sm:justify-between sm:gap-4">
            <span className="min-w-0">
              <h2 className="font-medium text-1 text-base">{label}</h2>
              <span className="mt-1 block text-2 text-sm">{about}</span>
            </span>
            <span className="flex shrink-0 flex-wrap gap-2 sm:justify-end">
              {cardMarks(provider, shown, usage).map((mark) => (
                <Badge key={mark.label} tone={mark.tone}>
                  {mark.label}
                </Badge>
              ))}
            </span>
          </span>
        </summary>
        <CardContent className="grid gap-6 border-border border-t">
          <ProviderForm card={card} />
          <Part title="Use, by all workers together">
            <ProviderUsageFacts usage={usage} />
          </Part>
          <Part title="What it is asked for">
            <ProviderPurposes provider={provider} />
          </Part>
        </CardContent>
      </details>
    </Card>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="grid gap-4 border-border border-t pt-6">
      <h3 className="font-medium text-1 text-sm">{title}</h3>
      {children}
    </section>
  );
}
