"use client";

import { CloudOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useLive } from "./live.tsx";
import { useStayWhileLost } from "./use-stay-while-lost.ts";

/** A quiet line over the page while the server is away, or when the session has ended. The page keeps what it has. */
export function ConnectionBanner() {
  const connection = useLive((state) => state.connection);
  const router = useRouter();
  const before = useRef(connection);
  useStayWhileLost(connection === "lost");
  useEffect(() => {
    // What changed while the server was away is shown once it is back.
    if (before.current === "lost" && connection === "open") router.refresh();
    before.current = connection;
  }, [connection, router]);

  return (
    <div role="status">
      {connection !== "open" && (
        <p className="flex items-center gap-2 border-border border-b bg-surface-2 px-4 py-2 text-2 text-sm md:px-6">
          <CloudOff aria-hidden className="size-4 shrink-0 text-warning" />
          {connection === "lost" ? (
            "The server does not answer. What you see may be old; this page connects again by itself."
          ) : (
            <span>
              Your session has ended. {/* A full load: nothing of the old session stays in the page. */}
              <a href="/login" className="font-medium text-accent underline-offset-4 hover:underline">
                Sign in again
              </a>
            </span>
          )}
        </p>
      )}
    </div>
  );
}
