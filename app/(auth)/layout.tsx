import type { ReactNode } from "react";
import { Logo } from "#components/logo.tsx";

/** The frame of the pages before the application itself: signing in and the first set-up. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh content-start justify-items-center gap-6 px-4 py-12 sm:content-center">
      <header>
        <h1 className="flex items-center gap-3 font-semibold text-1 text-lg">
          <Logo className="size-8" />
          Metarr
        </h1>
      </header>
      <main className="w-full max-w-md">{children}</main>
    </div>
  );
}
