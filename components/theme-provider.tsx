"use client";

import { ThemeProvider as NextThemes } from "next-themes";
import type { ReactNode } from "react";

/**
 * Dark unless a person chose otherwise. Sets the class of <html> before the first paint by an inline script, which
 * carries the nonce of the page.
 */
export function ThemeProvider({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <NextThemes
      attribute="class"
      defaultTheme="dark"
      enableSystem
      // The palette sets color-scheme itself.
      enableColorScheme={false}
      disableTransitionOnChange
      storageKey="metarr-theme"
      {...(nonce ? { nonce } : {})}
    >
      {children}
    </NextThemes>
  );
}
