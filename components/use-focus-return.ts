import { useRef } from "react";

/**
 * Gives the focus back to where it was when a dialog opened: spread it on the dialog's content. Radix itself only knows
 * a trigger, and most dialogs are opened by a key, a menu or another part of the page.
 */
export function useFocusReturn() {
  const opener = useRef<HTMLElement>(undefined);
  return {
    onOpenAutoFocus: () => {
      opener.current = findOpener();
    },
    onCloseAutoFocus: (event: Event) => {
      if (!opener.current?.isConnected) return;
      event.preventDefault();
      opener.current.focus({ preventScroll: true });
    },
  };
}

/** What has the focus; for a line of a menu, which goes away, the button of the menu. */
function findOpener(): HTMLElement | undefined {
  const active = document.activeElement;
  const buttonId = active?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const opener = buttonId ? document.getElementById(buttonId) : active;
  return opener instanceof HTMLElement && opener !== document.body ? opener : undefined;
}
