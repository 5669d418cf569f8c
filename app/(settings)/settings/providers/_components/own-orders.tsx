"use client";

import { Trash2 } from "lucide-react";
import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import type { ActionError } from "#app/_server/action.ts";
import { SettingAnchor } from "#app/(settings)/settings/_components/setting-anchor.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select } from "#components/ui/select.tsx";
import { type ProviderName, providerFacts } from "#lib/providers/vocabulary.ts";
import { saveOwnOrder } from "../actions.ts";
import { OrderList } from "./order-list.tsx";
import { artworkChoices, type Choice, fieldChoices, wholeOrder } from "./priority-choices.ts";

type Orders = Readonly<Record<string, readonly ProviderName[]>>;

const lists = {
  fields: {
    title: "Single fields",
    hint: "A field whose value comes from another provider first. Who is not named comes behind, in the order above.",
    what: "Field",
    none: "Every field follows the orders above.",
    choices: fieldChoices,
  },
  artwork: {
    title: "Single types of artwork",
    hint: "Up to 10 of the 100 points of a picture are for who offers it. It counts when artwork is looked for next.",
    what: "Type of artwork",
    none: "Every type follows the usual order: TMDB, fanart.tv, TVDB, TVmaze.",
    choices: artworkChoices,
  },
} as const satisfies Record<string, Record<string, string> | { choices: readonly Choice[] }>;

/** Fields or types of artwork with an order of their own: the list, and a form to add or change one. */
export function OwnOrders({ list, saved }: { list: keyof typeof lists; saved: Orders }) {
  const { title, hint, what, none, choices } = lists[list];
  const [draft, setDraft] = useState<{ choice: Choice; order: ProviderName[] }>();
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();
  const present = choices.filter(({ id }) => saved[id] !== undefined);

  const open = (id: string) => {
    const choice = choices.find((one) => one.id === id);
    if (choice) setDraft({ choice, order: wholeOrder(saved[id] ?? [], choice.providers) });
  };
  function keep(id: string, order: ProviderName[] | null) {
    startSaving(async () => {
      const result = await answered(saveOwnOrder({ list, id, order }));
      setError(result.ok ? undefined : result.error);
      if (!result.ok) return;
      setDraft(undefined);
      toastDone(order === null ? "The usual order counts again" : "The order is saved");
    });
  }

  return (
    <SettingAnchor id={`order-${list}`}>
      <div className="grid gap-3">
        <h3 className="font-medium text-2 text-sm">{title}</h3>
        <p className="text-3 text-sm">{hint}</p>
        {error && <ErrorState layout="inline" title="The order was not saved" description={error.message} />}
        {present.length === 0 ? (
          <p className="text-2 text-sm">{none}</p>
        ) : (
          <ul className="overflow-hidden rounded-lg border border-border">
            {present.map(({ id, label }) => (
              <li key={id} className="flex items-center gap-2 border-border border-b py-1 pr-1 pl-3 last:border-0">
                <span className="min-w-0 flex-1 text-sm">
                  <span className="block text-1">{label}</span>
                  <span className="block text-3">{namesOf(saved[id] ?? [])}</span>
                </span>
                <Button size="sm" variant="ghost" aria-label={`Change ${label}`} onClick={() => open(id)}>
                  Change
                </Button>
                <IconButton size="icon-sm" label={`Remove ${label}`} disabled={saving} onClick={() => keep(id, null)}>
                  <Trash2 />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        <Field label={what}>
          {(control) => (
            <Select
              {...control}
              className="w-full sm:w-72"
              placeholder={`Choose a ${what.toLowerCase()}`}
              options={choices.map(({ id, label }) => ({ value: id, label }))}
              value={draft?.choice.id ?? ""}
              onValueChange={open}
            />
          )}
        </Field>
        {draft && (
          <>
            <OrderList
              key={draft.choice.id}
              label={`${draft.choice.label}, best provider first`}
              order={draft.order}
              onChange={(order) => setDraft({ ...draft, order })}
            />
            <div className="flex justify-end gap-2">
              <Button size="sm" variant="ghost" onClick={() => setDraft(undefined)}>
                Cancel
              </Button>
              <Button size="sm" pending={saving} onClick={() => keep(draft.choice.id, draft.order)}>
                Save order of {draft.choice.label}
              </Button>
            </div>
          </>
        )}
      </div>
    </SettingAnchor>
  );
}

const namesOf = (order: readonly ProviderName[]): string => order.map((name) => providerFacts[name].label).join(", ");
