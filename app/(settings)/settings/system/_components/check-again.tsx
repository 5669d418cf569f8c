"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "#components/ui/button.tsx";

/** Asks for the page anew. */
export function CheckAgain() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Button pending={pending} onClick={() => startTransition(() => router.refresh())}>
      <RotateCw aria-hidden />
      Check again
    </Button>
  );
}
