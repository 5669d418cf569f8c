"use client";

import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { LockToggle } from "#components/lock-toggle.tsx";
import { Button } from "#components/ui/button.tsx";
import { useSinglePress } from "#components/use-single-press.ts";
import { AddToCast } from "./add-to-cast.tsx";
import { CastRow } from "./cast-row.tsx";
import { Portrait } from "./portrait.tsx";
import { type Credit, type EditableCast, useCast } from "./use-cast.ts";

const instructions = {
  draggable:
    "Press space to pick somebody up, the arrow keys to move them, space to put them down, escape to leave it.",
};

/** The cast as people arrange it: order, roles, who is in it. Each change is saved at once and can be taken back. */
export function CastEditor({ saved }: { saved: EditableCast }) {
  const { cast, change } = useCast(saved);
  const single = useSinglePress();
  const shown = cast.credits.filter(({ removed }) => !removed);
  const removed = cast.credits.filter((credit) => credit.removed);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const setCredit = (creditId: number, values: Partial<Credit>) => ({
    credits: cast.credits.map((credit) => (credit.creditId === creditId ? { ...credit, ...values } : credit)),
  });

  const restore = ({ creditId, name }: Credit) =>
    change({ kind: "restore", creditId }, setCredit(creditId, { removed: false }), `${name} is in the cast again`);

  function drop({ active, over }: DragEndEvent) {
    const indexOf = (id: unknown) => shown.findIndex(({ creditId }) => creditId === id);
    const [from, to] = [indexOf(active.id), indexOf(over?.id)];
    if (from === -1 || to === -1 || from === to) return;
    const order = arrayMove(shown, from, to);
    change(
      { kind: "order", creditIds: order.map(({ creditId }) => creditId) },
      { credits: [...order, ...removed], orderLocked: true },
      "The order is saved and locked",
    );
  }

  return (
    <section aria-labelledby="cast-list" className="grid min-w-0 content-start gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id="cast-list" className="font-medium text-1 text-lg">
          Cast <span className="font-normal text-3">{shown.length}</span>
        </h2>
        <div className="ml-auto flex items-center gap-2">
          {shown.length > 0 && (
            <LockToggle
              subject="Order"
              locked={cast.orderLocked}
              onLockedChange={(locked) =>
                change(
                  { kind: "lockOrder", locked },
                  { orderLocked: locked },
                  locked ? "The order is locked" : "The order is unlocked",
                )
              }
            />
          )}
          <AddToCast
            credits={cast.credits}
            onAdd={(person, name) => change({ kind: "add", person, role: null }, {}, `${name} is in the cast`)}
            onRestore={restore}
          />
        </div>
      </div>
      {shown.length === 0 ? (
        <p className="rounded-lg border border-border border-dashed px-4 py-8 text-center text-2">
          Nobody is in the cast. Add somebody, or let a provider tell.
        </p>
      ) : (
        <DndContext
          id="cast-order"
          sensors={sensors}
          collisionDetection={closestCenter}
          onDragEnd={drop}
          accessibility={{ announcements: announcementsOf(shown), screenReaderInstructions: instructions }}
        >
          <SortableContext items={shown.map(({ creditId }) => creditId)} strategy={verticalListSortingStrategy}>
            <ul className="divide-y divide-border rounded-lg border border-border bg-surface-1">
              {shown.map((credit) => (
                <CastRow
                  key={credit.creditId}
                  credit={credit}
                  onRole={(role) =>
                    change(
                      { kind: "role", creditId: credit.creditId, role },
                      setCredit(credit.creditId, { role, roleLocked: true }),
                      `The role of ${credit.name} is saved and locked`,
                    )
                  }
                  onLock={(locked) =>
                    change(
                      { kind: "lockRole", creditId: credit.creditId, locked },
                      setCredit(credit.creditId, { roleLocked: locked }),
                      `The role of ${credit.name} is ${locked ? "locked" : "unlocked"}`,
                    )
                  }
                  onRemove={single(() =>
                    change(
                      { kind: "remove", creditId: credit.creditId },
                      setCredit(credit.creditId, { removed: true }),
                      `${credit.name} is out of the cast`,
                    ),
                  )}
                />
              ))}
            </ul>
          </SortableContext>
        </DndContext>
      )}
      {removed.length > 0 && (
        <section aria-labelledby="removed-list" className="mt-3">
          <h3 id="removed-list" className="text-3 text-sm">
            Removed
          </h3>
          <ul className="mt-1 divide-y divide-border rounded-lg border border-border">
            {removed.map((credit) => (
              <li key={credit.creditId} className="flex min-w-0 items-center gap-3 px-3 py-2">
                <Portrait name={credit.name} imageHash={credit.imageHash} className="size-8 text-xs opacity-60" />
                <span className="min-w-0 flex-1 truncate text-2 text-sm">{credit.name}</span>
                <Button variant="ghost" onClick={single(() => restore(credit))}>
                  Restore<span className="sr-only"> {credit.name}</span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

/** What screen readers hear while somebody is moved. */
function announcementsOf(shown: readonly Credit[]): Announcements {
  const nameOf = (id: unknown) => shown.find(({ creditId }) => creditId === id)?.name ?? "This person";
  const placeOf = (id: unknown) => shown.findIndex(({ creditId }) => creditId === id) + 1;
  return {
    onDragStart: ({ active }) =>
      `${nameOf(active.id)} is picked up from place ${placeOf(active.id)} of ${shown.length}.`,
    // Said right after picking somebody up, too, and nobody hears two sentences at once.
    onDragOver: ({ active, over }) => {
      if (!over) return undefined;
      const isOwn = over.id === active.id;
      return `${nameOf(active.id)} is ${isOwn ? "picked up, at" : "over"} place ${placeOf(over.id)} of ${shown.length}.`;
    },
    onDragEnd: ({ active, over }) =>
      over
        ? `${nameOf(active.id)} is put down at place ${placeOf(over.id)}.`
        : `${nameOf(active.id)} is left in place.`,
    onDragCancel: ({ active }) => `${nameOf(active.id)} is left in place.`,
  };
}
