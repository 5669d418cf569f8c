"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { copyText } from "#components/copy-text.ts";
import { IconButton } from "#components/ui/icon-button.tsx";

const sayCopiedMs = 2_000;

/** A command to copy, shown whole. */
export function CommandLine({ command }: { command: string }) {
  const [copied, setCopied] = useState<boolean>();

  async function copy() {
    setCopied(await copyText(command));
    setTimeout(() => setCopied(undefined), sayCopiedMs);
  }

  return (
    <span className="mt-1 mb-3 flex items-center gap-2 rounded-lg border border-border bg-surface-2 py-1 pr-1 pl-3 last:mb-0">
      <code className="min-w-0 flex-1 break-all font-mono text-1 text-xs">{command}</code>
      <IconButton label="Copy the command" size="icon-sm" onClick={copy}>
        {copied ? <Check aria-hidden className="text-positive" /> : <Copy aria-hidden />}
      </IconButton>
      <span role="status" className="sr-only">
        {copied === true && "Copied"}
        {copied === false && "The browser did not allow copying"}
      </span>
    </span>
  );
}
