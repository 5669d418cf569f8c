import { X } from "lucide-react";
import { Button, type ButtonProps } from "./button.tsx";

/**
 * The cross in the corner of dialogs and sheets. It stands last in the document, so that opening focuses the first
 * field and not the way out; it has no tooltip, which would take the first press of Escape.
 */
export function CloseButton(props: Omit<ButtonProps, "children">) {
  return (
    <Button
      {...props}
      variant="ghost"
      size="icon"
      aria-label="Close"
      className="absolute top-3 right-3 touch:top-2 touch:right-2"
    >
      <X aria-hidden />
    </Button>
  );
}
