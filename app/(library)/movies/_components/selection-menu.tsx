"use client";

import { ChevronDown, Image, ListChecks, PencilLine, Trash2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { type FilmCommand, filmCommandNames, filmCommands } from "#lib/movies/vocabulary.ts";
import { commandIcons, monitorIcons, planHelp, planIcon } from "./film-commands.tsx";

export type SelectionMenuProps = {
  pending: boolean;
  /** How many films the list has; undefined when all of them are chosen. */
  all: number | undefined;
  onSelectAll: () => void;
  onCommand: (command: FilmCommand) => void;
  onPlan: () => void;
  onMonitor: (monitored: boolean) => void;
  onEdit: () => void;
  onArtwork: () => void;
  onRemove: () => void;
};

/** All that can be done with the chosen films, behind one button: a phone has no room for more. */
export function SelectionMenu({
  pending,
  all,
  onSelectAll,
  onCommand,
  onPlan,
  onMonitor,
  onEdit,
  onArtwork,
  onRemove,
}: SelectionMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button pending={pending}>
          Actions
          <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" className="max-w-80">
        {all !== undefined && (
          <>
            <DropdownMenuItem onSelect={onSelectAll}>
              <ListChecks aria-hidden />
              Select all {all.toLocaleString("en")}
            </DropdownMenuItem>
            <DropdownMenuSeparator />
          </>
        )}
        <DropdownMenuItem onSelect={onEdit}>
          <PencilLine aria-hidden />
          Edit
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onArtwork}>
          <Image aria-hidden />
          Artwork
        </DropdownMenuItem>
        {filmCommandNames.map((command) => (
          <DropdownMenuItem key={command} className="items-start py-2" onSelect={() => onCommand(command)}>
            {commandIcons[command]}
            <span>
              {filmCommands[command].label}
              <span className="block text-3 text-xs">{filmCommands[command].help}</span>
            </span>
          </DropdownMenuItem>
        ))}
        <DropdownMenuItem className="items-start py-2" onSelect={onPlan}>
          {planIcon}
          <span>
            See the publishing plan
            <span className="block text-3 text-xs">{planHelp}</span>
          </span>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => onMonitor(true)}>
          {monitorIcons.on}
          Monitor
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onMonitor(false)}>
          {monitorIcons.off}
          Stop monitoring
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem tone="danger" onSelect={onRemove}>
          <Trash2 aria-hidden />
          Remove
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
