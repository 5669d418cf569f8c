"use client";

import { Maximize, Minus, Plus } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import { type KeyboardEvent, useRef } from "react";
import { cn } from "#components/cn.ts";
import { CloseButton } from "#components/ui/close-button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { overlayClasses } from "#components/ui/overlay.ts";
import { useFocusReturn } from "#components/use-focus-return.ts";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import { artworkFacts } from "#lib/artwork/vocabulary.ts";
import { ComparePane } from "./compare-pane.tsx";
import type { ArtworkTypeSummary } from "./shown-artwork.ts";
import { useZoom } from "./use-zoom.ts";

export type Compared = { candidate: ShownCandidate; name: string; role: string };

export type CompareDialogProps = {
  /** One to look at, or two side by side. */
  compared: readonly Compared[];
  type: ArtworkTypeSummary;
  mayEdit: boolean;
  onPick: (candidate: ShownCandidate) => void;
  onBlock: (candidate: ShownCandidate, blocked: boolean) => void;
  /** To the one before or after, where one is looked at. */
  onStep: ((step: 1 | -1) => void) | undefined;
  onClose: () => void;
};

/** One picture in full size, or two side by side that are zoomed and moved together. Fills the screen of a phone. */
export function CompareDialog(props: CompareDialogProps) {
  const { compared, type, onClose } = props;
  const focusReturn = useFocusReturn();
  const title = compared.length > 1 ? `Compare: ${type.label}` : (compared[0]?.name ?? type.label);
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className={overlayClasses} />
        <Primitive.Content
          aria-describedby={undefined}
          {...focusReturn}
          className="fixed inset-0 z-50 flex flex-col overflow-hidden bg-surface-1 pb-[env(safe-area-inset-bottom)] outline-none md:inset-6 md:rounded-xl md:border md:border-border md:shadow-float"
        >
          <header className="flex h-14 shrink-0 items-center pr-14 pl-4 md:pl-6">
            <Primitive.Title className="truncate font-semibold text-1 text-lg">{title}</Primitive.Title>
          </header>
          <Panes {...props} />
          <Primitive.Close asChild>
            <CloseButton />
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function Panes({ compared, type, mayEdit, onPick, onBlock, onStep }: CompareDialogProps) {
  const box = useRef<HTMLDivElement>(null);
  const zoom = useZoom(box);
  const { ideal } = artworkFacts[type.type];
  const isWide = ideal.width > ideal.height;

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey || zoom.onKey(event)) return;
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : undefined;
    if (!step || !onStep) return;
    event.preventDefault();
    onStep(step);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons inside bubble to here; a press on a picture leaves them here.
    <div ref={box} tabIndex={-1} onKeyDown={onKeyDown} className="flex min-h-0 flex-1 flex-col outline-none">
      <div className="relative min-h-0 flex-1">
        <div
          className={cn(
            "grid h-full gap-2 px-2 md:gap-4 md:px-6",
            compared.length > 1 && (isWide ? "grid-rows-2" : "grid-cols-2"),
          )}
        >
          {compared.map(({ candidate, name, role }) => (
            <ComparePane
              key={candidate.candidateId}
              candidate={candidate}
              name={name}
              role={role}
              type={type}
              zoom={zoom}
              mayEdit={mayEdit}
              onPick={onPick}
              onBlock={onBlock}
            />
          ))}
        </div>
        <Controls zoom={zoom} />
      </div>
    </div>
  );
}

function Controls({ zoom }: { zoom: ReturnType<typeof useZoom> }) {
  const { scale } = zoom.view;
  return (
    <fieldset
      aria-label="Zoom"
      className="absolute top-2 left-1/2 flex -translate-x-1/2 items-center gap-1 rounded-lg border border-border bg-surface-1/90 p-1 shadow-float"
    >
      <IconButton label="Smaller" shortcut="-" size="icon-sm" aria-disabled={scale === 1} onClick={zoom.smaller}>
        <Minus aria-hidden />
      </IconButton>
      <output className="min-w-12 text-center text-2 text-xs tabular-nums">{Math.round(scale * 100)} %</output>
      <IconButton label="Larger" shortcut="+" size="icon-sm" onClick={zoom.larger}>
        <Plus aria-hidden />
      </IconButton>
      <IconButton label="Show the whole picture" shortcut="0" size="icon-sm" onClick={zoom.whole}>
        <Maximize aria-hidden />
      </IconButton>
    </fieldset>
  );
}
