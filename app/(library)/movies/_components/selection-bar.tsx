"use client";

import { ChevronDown, Image, PencilLine, RefreshCw, Trash2, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { phoneQuery, useMediaQuery } from "#components/use-media-query.ts";
import { type FilmCommand, filmCommands } from "#lib/movies/vocabulary.ts";
import { filmsText } from "../../_components/texts.ts";
import { chosenFilmsHref, keepChosenFilms } from "../../publish/_components/chosen-films.ts";
import { askForFilms, commandIcons, monitorAll, monitorIcons, planHelp, planIcon } from "./film-commands.tsx";
import type { FilmSelection } from "./film-selection.ts";
import { SelectionMenu, type SelectionMenuProps } from "./selection-menu.tsx";

const barClasses =
  "fixed inset-x-2 bottom-[calc(4rem+env(safe-area-inset-bottom))] z-30 mx-auto flex w-fit max-w-[calc(100vw-1rem)] items-center gap-2 rounded-xl border border-border bg-surface-1 p-2 shadow-float [scrollbar-width:none] md:bottom-4 md:left-60 md:overflow-x-auto";

/** What can be done with the chosen films, at the lower edge while any are chosen. */
export function SelectionBar({
  selection,
  order,
  onEdit,
  onArtwork,
  onRemove,
}: {
  selection: FilmSelection;
  order: readonly number[];
  onEdit: (movieIds: readonly number[]) => void;
  onArtwork: (movieIds: readonly number[]) => void;
  onRemove: (movieIds: readonly number[]) => void;
}) {
  const [pending, startTransition] = useTransition();
  const router = useRouter();
  const phone = useMediaQuery(phoneQuery);
  const { ids } = selection;
  if (ids.size === 0) return null;
  const run = (work: (movieIds: number[]) => Promise<void>) => startTransition(() => work([...ids]));
  const actions = {
    pending,
    all: ids.size < order.length ? order.length : undefined,
    onSelectAll: () => selection.set(order),
    onCommand: (command: FilmCommand) => run((movieIds) => askForFilms(command, movieIds)),
    onPlan: () => {
      keepChosenFilms([...ids]);
      router.push(chosenFilmsHref);
    },
    onMonitor: (monitored: boolean) => run((movieIds) => monitorAll(monitored, movieIds)),
    onEdit: () => onEdit([...ids]),
    onArtwork: () => onArtwork([...ids]),
    onRemove: () => onRemove([...ids]),
  };
  const clear = (
    <IconButton label="Clear the selection" onClick={selection.clear}>
      <X aria-hidden />
    </IconButton>
  );

  return (
    <section aria-label="Chosen films" data-lower-bar className={barClasses}>
      {phone && clear}
      <span role="status" className="shrink-0 font-medium text-1 text-sm max-md:pr-2 md:pl-2">
        {filmsText(ids.size)}
      </span>
      {phone ? <SelectionMenu {...actions} /> : <SelectionButtons {...actions} />}
      {!phone && clear}
    </section>
  );
}

function SelectionButtons(props: SelectionMenuProps) {
  const { pending, all, onSelectAll, onCommand, onPlan, onMonitor, onEdit, onArtwork, onRemove } = props;
  return (
    <>
      {all !== undefined && (
        <Button variant="link" className="px-1" onClick={onSelectAll}>
          Select all {all.toLocaleString("en")}
        </Button>
      )}
      <Button disabled={pending} onClick={onEdit}>
        <PencilLine aria-hidden />
        Edit
      </Button>
      <Button disabled={pending} onClick={onArtwork}>
        <Image aria-hidden />
        Artwork
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button pending={pending}>
            <RefreshCw aria-hidden />
            Refresh
            <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent className="max-w-80">
          {(["fill", "replace"] as const).map((command) => (
            <DropdownMenuItem key={command} className="items-start py-2" onSelect={() => onCommand(command)}>
              {commandIcons[command]}
              <span>
                {filmCommands[command].label}
                <span className="block text-3 text-xs">{filmCommands[command].help}</span>
              </span>
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      <Button disabled={pending} onClick={() => onCommand("identify")}>
        {commandIcons.identify}
        Identify
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button disabled={pending}>
            {commandIcons.publish}
            Publish
            <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent className="max-w-80">
          <DropdownMenuItem className="items-start py-2" onSelect={onPlan}>
            {planIcon}
            <span>
              See the plan
              <span className="block text-3 text-xs">{planHelp}</span>
            </span>
          </DropdownMenuItem>
          <DropdownMenuItem className="items-start py-2" onSelect={() => onCommand("publish")}>
            {commandIcons.publish}
            <span>
              {filmCommands.publish.label}
              <span className="block text-3 text-xs">{filmCommands.publish.help}</span>
            </span>
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button disabled={pending}>
            Monitor
            <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => onMonitor(true)}>
            {monitorIcons.on}
            Monitor
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => onMonitor(false)}>
            {monitorIcons.off}
            Stop monitoring
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Button variant="danger-ghost" disabled={pending} onClick={onRemove}>
        <Trash2 aria-hidden />
        Remove
      </Button>
    </>
  );
}
