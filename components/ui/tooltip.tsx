"use client";

import { Tooltip as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { Kbd } from "./kbd.tsx";

export const TooltipProvider = Primitive.Provider;

/**
 * A hint on hover and focus. Never the only place of something a person must know: fingers do not hover.
 * The child must take a ref and pass its props on.
 */
export function Tooltip({
  text,
  shortcut,
  side = "top",
  children,
}: {
  text: ReactNode;
  /** Key that does the same as the child. */
  shortcut?: string | undefined;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
}) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          sideOffset={8}
          collisionPadding={8}
          className="fade-in-0 data-[state=closed]:fade-out-0 z-50 flex max-w-80 animate-in items-center gap-2 rounded-md border border-border bg-surface-1 px-2 py-1 text-1 text-xs shadow-float duration-100 data-[state=closed]:animate-out"
        >
          {text}
          {shortcut && <Kbd keys={shortcut} />}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
