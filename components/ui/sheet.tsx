"use client";

import type { ComponentProps, ReactNode } from "react";
import { Drawer } from "vaul";
import { cn } from "../cn.ts";
import { useFocusReturn } from "../use-focus-return.ts";
import { phoneQuery, useMediaQuery } from "../use-media-query.ts";
import { CloseButton } from "./close-button.tsx";

/** A panel at the right edge; on phones a drawer that is dragged down to close. */
export function Sheet(props: Omit<ComponentProps<typeof Drawer.Root>, "direction" | "fadeFromIndex" | "snapPoints">) {
  const phone = useMediaQuery(phoneQuery);
  return <Drawer.Root direction={phone ? "bottom" : "right"} handleOnly={!phone} {...props} />;
}

export const SheetTrigger = Drawer.Trigger;
export const SheetClose = Drawer.Close;

export function SheetContent({
  title,
  description,
  footer,
  className,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons that stay in sight while the body scrolls. */
  footer?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const focusReturn = useFocusReturn();
  const described = description ? {} : { "aria-describedby": undefined };
  return (
    <Drawer.Portal>
      <Drawer.Overlay className="fixed inset-0 z-50 bg-overlay" />
      <Drawer.Content
        {...described}
        {...focusReturn}
        className={cn(
          "fixed z-50 flex flex-col bg-surface-1 shadow-float outline-none",
          "max-md:inset-x-0 max-md:bottom-0 max-md:max-h-[92dvh] max-md:rounded-t-xl max-md:border-border max-md:border-t max-md:pb-[env(safe-area-inset-bottom)]",
          "md:inset-y-0 md:right-0 md:w-108 md:max-w-[90vw] md:border-border md:border-l",
        )}
      >
        <div aria-hidden className="mx-auto mt-2 h-1 w-9 shrink-0 rounded-full bg-border-strong md:hidden" />
        <header className="pt-3 pr-14 pb-3 pl-4 md:pt-4">
          <Drawer.Title className="font-semibold text-1 text-lg">{title}</Drawer.Title>
          {description && <Drawer.Description className="mt-1 text-2">{description}</Drawer.Description>}
        </header>
        <div className={cn("min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pb-4", className)}>{children}</div>
        {footer && <footer className="flex justify-end gap-2 border-border border-t px-4 py-3">{footer}</footer>}
        <Drawer.Close asChild>
          <CloseButton />
        </Drawer.Close>
      </Drawer.Content>
    </Drawer.Portal>
  );
}
