"use client";

import { useSortable } from "@dnd-kit/sortable";
import { GripVertical, X } from "lucide-react";
import Link from "next/link";
import { type KeyboardEvent, type MouseEvent, useEffect, useState } from "react";
import { cn } from "#components/cn.ts";
import { LockToggle } from "#components/lock-toggle.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Portrait } from "./portrait.tsx";
import type { Credit } from "./use-cast.ts";

export type CastRowProps = {
  credit: Credit;
  onRole: (role: string | null) => void;
  onLock: (locked: boolean) => void;
  onRemove: (press: MouseEvent) => void;
};

/** One person of a cast: a handle to move them, who it is, the role, its lock. */
export function CastRow({ credit, onRole, onLock, onRemove }: CastRowProps) {
  const { name, actorId, imageHash, roleLocked } = credit;
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: credit.creditId,
  });
  return (
    <li
      ref={setNodeRef}
      style={{ transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined, transition }}
      className={cn(
        "grid min-w-0 grid-cols-[auto_auto_minmax(0,1fr)_auto] items-center gap-x-2 gap-y-1 bg-surface-1 px-2 py-2 first:rounded-t-lg last:rounded-b-lg md:grid-cols-[auto_auto_minmax(0,1fr)_minmax(0,1fr)_auto]",
        isDragging && "relative z-10 rounded-lg shadow-float ring-1 ring-border-strong",
      )}
    >
      <button
        ref={setActivatorNodeRef}
        type="button"
        {...attributes}
        {...listeners}
        aria-label={`Move ${name}`}
        className="grid size-8 cursor-grab touch-none place-items-center rounded-lg text-3 transition-colors hover:bg-surface-2 hover:text-1 active:cursor-grabbing touch:size-11"
      >
        <GripVertical aria-hidden className="size-4" />
      </button>
      <Portrait name={name} imageHash={imageHash} className="size-10 text-sm" />
      <Link
        href={`/people/${actorId}`}
        prefetch={false}
        className="min-w-0 truncate font-medium text-1 text-sm hover:underline"
      >
        {name}
      </Link>
      <div className="max-md:order-last max-md:col-span-4 max-md:pl-10">
        <RoleField name={name} role={credit.role} onRole={onRole} />
      </div>
      <div className="flex items-center">
        <LockToggle subject={`role of ${name}`} locked={roleLocked} onLockedChange={onLock} />
        <IconButton label={`Remove ${name}`} variant="ghost" onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      </div>
    </li>
  );
}

type RoleFieldProps = { name: string; role: string | null; onRole: CastRowProps["onRole"] };

/** Saved with enter or by leaving it; escape puts back what was there. */
function RoleField({ name, role, onRole }: RoleFieldProps) {
  const saved = role ?? "";
  const [text, setText] = useState(saved);
  useEffect(() => setText(saved), [saved]);

  function save() {
    if (text.trim() !== saved) onRole(text.trim() === "" ? null : text.trim());
    else setText(saved);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") event.currentTarget.blur();
    if (event.key === "Escape") setText(saved);
  }

  return (
    <Input
      aria-label={`Role of ${name}`}
      placeholder="No role"
      value={text}
      maxLength={500}
      onChange={(event) => setText(event.target.value)}
      onBlur={save}
      onKeyDown={onKeyDown}
    />
  );
}
