"use client";

import { Dialog as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "../cn.ts";
import { useFocusReturn } from "../use-focus-return.ts";
import { CloseButton } from "./close-button.tsx";
import { dialogClasses, overlayClasses } from "./overlay.ts";

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

const widths = { sm: "md:max-w-md", md: "md:max-w-xl", lg: "md:max-w-3xl", xl: "md:max-w-6xl" } as const;

export type DialogContentProps = Omit<ComponentProps<typeof Primitive.Content>, "title"> & {
  title: ReactNode;
  /** What the dialog is for, in a sentence. Without it screen readers hear the title only. */
  description?: ReactNode;
  /** Buttons, the primary one last. They stay in sight while the body scrolls. */
  footer?: ReactNode;
  width?: keyof typeof widths;
};

/** The box of a dialog: title, scrolling body, footer. On phones it is a sheet at the lower edge. */
export function DialogContent({
  title,
  description,
  footer,
  width = "md",
  className,
  children,
  ...props
}: DialogContentProps) {
  const focusReturn = useFocusReturn();
  const described = description ? {} : { "aria-describedby": undefined };
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlayClasses} />
      <Primitive.Content className={cn(dialogClasses, widths[width])} {...described} {...focusReturn} {...props}>
        <header className="py-4 pr-14 pl-4 md:pt-5 md:pl-6">
          <Primitive.Title className="wrap-anywhere font-semibold text-1 text-lg">{title}</Primitive.Title>
          {description && <Primitive.Description className="mt-1 text-2">{description}</Primitive.Description>}
        </header>
        <div className={cn("min-h-0 flex-1 overflow-y-auto px-4 pb-4 md:px-6 md:pb-6", className)}>{children}</div>
        {footer && <DialogFooter>{footer}</DialogFooter>}
        <Primitive.Close asChild>
          <CloseButton />
        </Primitive.Close>
      </Primitive.Content>
    </Primitive.Portal>
  );
}

export function DialogFooter({ className, ...props }: ComponentProps<"footer">) {
  return (
    <footer
      className={cn(
        "flex gap-2 border-border border-t px-4 py-3 max-md:flex-col-reverse md:justify-end md:px-6",
        className,
      )}
      {...props}
    />
  );
}
