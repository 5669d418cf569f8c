"use client";

import { AlertDialog as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "../cn.ts";
import { useFocusReturn } from "../use-focus-return.ts";
import { DialogFooter } from "./dialog.tsx";
import { dialogClasses, overlayClasses } from "./overlay.ts";

export const AlertDialog = Primitive.Root;
export const AlertDialogTrigger = Primitive.Trigger;
export const AlertDialogCancel = Primitive.Cancel;
export const AlertDialogAction = Primitive.Action;

/** Asks before something is done. It stays until answered; ConfirmButton is the usual way to use it. */
export function AlertDialogContent({
  title,
  description,
  footer,
  className,
  children,
  ...props
}: Omit<ComponentProps<typeof Primitive.Content>, "title"> & {
  title: ReactNode;
  description: ReactNode;
  footer: ReactNode;
}) {
  const focusReturn = useFocusReturn();
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlayClasses} />
      <Primitive.Content className={cn(dialogClasses, "md:max-w-md", className)} {...focusReturn} {...props}>
        <div className="overflow-y-auto px-4 py-4 md:px-6 md:py-5">
          <Primitive.Title className="wrap-anywhere font-semibold text-1 text-lg">{title}</Primitive.Title>
          <Primitive.Description asChild>
            <div className="mt-2 text-2">{description}</div>
          </Primitive.Description>
          {children}
        </div>
        <DialogFooter>{footer}</DialogFooter>
      </Primitive.Content>
    </Primitive.Portal>
  );
}
