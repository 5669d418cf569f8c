"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTheme } from "next-themes";
import { Toaster as Sonner, toast } from "sonner";

const undoMs = 10_000;
const readMs = 5_000;

/** Tells what was done. With `onUndo` it offers to take it back for ten seconds: give it for everything that changes data. */
export function toastDone(
  message: string,
  { description, onUndo }: { description?: string; onUndo?: () => void } = {},
) {
  toast.success(message, {
    ...(description ? { description } : {}),
    duration: onUndo ? undoMs : readMs,
    ...(onUndo ? { action: { label: "Undo", onClick: onUndo } } : {}),
  });
}

/** Tells what failed, why and what to do. It stays until it is closed: failures must not slip by. */
export function toastFailed(
  message: string,
  { description, onRetry }: { description?: string; onRetry?: () => void } = {},
) {
  toast.error(message, {
    ...(description ? { description } : {}),
    duration: Number.POSITIVE_INFINITY,
    closeButton: true,
    ...(onRetry ? { action: { label: "Try again", onClick: onRetry } } : {}),
  });
}

/** Tells why a press does nothing now. Pressed again it stays one message. */
export function toastHeld(message: string) {
  toast.warning(message, { id: message, duration: readMs });
}

/** Once, in the root layout. Over the bottom bar on phones. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "light" ? "light" : "dark"}
      position="bottom-right"
      containerAriaLabel="Messages"
      mobileOffset={{ bottom: "calc(4.5rem + env(safe-area-inset-bottom))" }}
      icons={{
        success: <CircleCheck className="size-4 text-positive" />,
        error: <CircleAlert className="size-4 text-danger" />,
        warning: <TriangleAlert className="size-4 text-warning" />,
        info: <Info className="size-4 text-accent" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-3 rounded-lg border border-border bg-surface-1 p-3 font-sans text-sm shadow-float md:w-88",
          icon: "mt-0.5 shrink-0",
          content: "min-w-0 flex-1",
          title: "wrap-anywhere font-medium text-1",
          description: "wrap-anywhere mt-0.5 text-2",
          actionButton:
            "order-1 -my-1 h-7 shrink-0 rounded-md px-2 font-medium text-accent hover:bg-surface-2 touch:-my-3 touch:h-11 touch:px-3",
          closeButton:
            "order-2 -my-1 -mr-1 grid! size-7! shrink-0 place-items-center rounded-md! bg-transparent! text-2! hover:bg-surface-2! hover:text-1! touch:-my-3 touch:-mr-3 touch:size-11! [&_svg]:size-4",
        },
      }}
    />
  );
}
