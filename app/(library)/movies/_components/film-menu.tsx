"use client";

import { ExternalLink, Trash2 } from "lucide-react";
import Link from "next/link";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { filmCommandNames, filmCommands } from "#lib/movies/vocabulary.ts";
import type { Film } from "./film.ts";
import { askForFilms, commandIcons, monitorAll, monitorIcons } from "./film-commands.tsx";

export type OpenMenu = { film: Film; button: HTMLElement };

/** The quick actions of a card. One menu for the whole grid: a hundred closed ones would slow its scrolling. */
export function FilmMenu({
  open,
  onClose,
  onRemove,
}: {
  open: OpenMenu | undefined;
  onClose: () => void;
  onRemove: (film: Film) => void;
}) {
  if (!open) return null;
  const { film, button } = open;
  const box = button.getBoundingClientRect();
  return (
    <DropdownMenu defaultOpen onOpenChange={(next) => !next && onClose()}>
      <DropdownMenuTrigger asChild>
        <span
          className="pointer-events-none fixed"
          style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        aria-label={`Actions for ${film.title}`}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          button.focus({ preventScroll: true });
        }}
      >
        <DropdownMenuItem asChild>
          <Link href={`/movies/${film.movieId}`}>
            <ExternalLink aria-hidden />
            Open
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        {filmCommandNames.map((command) => (
          <DropdownMenuItem
            key={command}
            title={filmCommands[command].help}
            onSelect={() => void askForFilms(command, [film.movieId])}
          >
            {commandIcons[command]}
            {filmCommands[command].label}
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void monitorAll(!film.isMonitored, [film.movieId])}>
          {film.isMonitored ? monitorIcons.off : monitorIcons.on}
          {film.isMonitored ? "Stop monitoring" : "Monitor"}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem tone="danger" onSelect={() => onRemove(film)}>
          <Trash2 aria-hidden />
          Remove
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
