"use client";

import {
  Ban,
  Check,
  Columns2,
  Lock,
  LockOpen,
  Maximize2,
  MoreHorizontal,
  Square,
  SquareCheck,
  Undo2,
  X,
} from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import type { CandidateVerbs } from "./candidate-card.tsx";
import { isOwnPicture } from "./candidate-words.ts";

export type CardMenuProps = {
  candidate: ShownCandidate;
  name: string;
  mayEdit: boolean;
  isPickable: boolean;
  isMarked: boolean;
  tabIndex: number;
  verbs: CandidateVerbs;
};

/** Everything that can be done with a candidate, with the keys that do the same. */
export function CardMenu({ candidate, name, mayEdit, isPickable, isMarked, tabIndex, verbs }: CardMenuProps) {
  const { isSelected, isBlocked, userLocked } = candidate;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          tabIndex={tabIndex}
          aria-label={`More for ${name}`}
          className="-mt-1 touch:mt-0"
        >
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {isPickable && (
          <DropdownMenuItem onSelect={() => verbs.pick(candidate)}>
            <Check aria-hidden />
            {isSelected ? "Put first" : "Choose"}
            <Key keys="↵" />
          </DropdownMenuItem>
        )}
        {mayEdit && isSelected && (
          <DropdownMenuItem onSelect={() => verbs.unpick(candidate)}>
            <Undo2 aria-hidden />
            Do not use
          </DropdownMenuItem>
        )}
        {mayEdit && isSelected && verbs.keep && (
          <DropdownMenuItem onSelect={() => verbs.keep?.(candidate, !userLocked)}>
            {userLocked ? <LockOpen aria-hidden /> : <Lock aria-hidden />}
            {userLocked ? "Unlock this picture" : "Lock this picture: it keeps its place"}
          </DropdownMenuItem>
        )}
        <DropdownMenuItem onSelect={() => verbs.look(candidate)}>
          <Maximize2 aria-hidden />
          Look at it in full size
          <Key keys="Space" />
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => verbs.compare(candidate)}>
          <Columns2 aria-hidden />
          Compare with the chosen one
          <Key keys="c" />
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => verbs.mark(candidate)}>
          {isMarked ? <SquareCheck aria-hidden /> : <Square aria-hidden />}
          {isMarked ? "Take out of the comparison" : "Compare with another one"}
          <Key keys="x" />
        </DropdownMenuItem>
        {mayEdit && verbs.remove && isOwnPicture(candidate) && !isSelected && candidate.failureReason !== null && (
          <DropdownMenuItem onSelect={() => verbs.remove?.(candidate)}>
            <X aria-hidden />
            Take it out of the list
          </DropdownMenuItem>
        )}
        {mayEdit && (
          <DropdownMenuItem onSelect={() => verbs.block(candidate, !isBlocked)}>
            <Ban aria-hidden />
            {isBlocked ? "Allow again" : "Block: never choose it by itself"}
            <Key keys="b" />
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Key({ keys }: { keys: string }) {
  return (
    <span className="ml-auto pl-4 touch:hidden">
      <Kbd keys={keys} />
    </span>
  );
}
