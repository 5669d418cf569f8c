import type { ReactNode } from "react";
import { SetupSteps } from "./_components/setup-steps.tsx";

/** The three steps of the first set-up, above each of them. */
export default function SetupLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SetupSteps />
      {children}
    </>
  );
}
