"use client";

import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { useFocusReturn } from "../use-focus-return.ts";
import { overlayClasses } from "./overlay.ts";

/** The box of a command palette: near the top, so that it does not jump while its list grows. Use inside Dialog. */
export function PaletteBox({ title, children }: { title: string; children: ReactNode }) {
  const focusReturn = useFocusReturn();
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlayClasses} />
      <Primitive.Content
        aria-describedby={undefined}
        {...focusReturn}
        className="fade-in-0 data-[state=closed]:fade-out-0 fixed inset-x-2 top-2 z-50 mx-auto max-w-xl animate-in overflow-hidden rounded-xl border border-border bg-surface-1 shadow-float duration-100 data-[state=closed]:animate-out md:top-[12vh]"
      >
        <Primitive.Title className="sr-only">{title}</Primitive.Title>
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  );
}
