"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { cn } from "./cn.ts";
import { copyText } from "./copy-text.ts";
import { IconButton } from "./ui/icon-button.tsx";

const sayCopiedMs = 2_000;

/** A path or id in one line. Short of room it loses the folders from the far end, so that the nearest and the file name stay; the copy is whole. */
export function CopyPath({ path, label = "path", className }: { path: string; label?: string; className?: string }) {
  const [copied, setCopied] = useState<boolean>();
  const cut = path.lastIndexOf("/", path.length - 2) + 1;

  async function copy() {
    setCopied(await copyText(path));
    setTimeout(() => setCopied(undefined), sayCopiedMs);
  }

  return (
    <span className={cn("flex min-w-0 items-center gap-1", className)}>
      <span title={path} className="flex min-w-0 font-mono text-2 text-xs">
        {/* Right to left is only where it is cut; the text inside runs as ever. */}
        <span dir="rtl" className="min-w-4 shrink-[9999] truncate">
          <bdi dir="ltr">{path.slice(0, cut)}</bdi>
        </span>
        <span className="truncate text-1">{path.slice(cut)}</span>
      </span>
      <IconButton label={`Copy ${label}`} size="icon-sm" onClick={copy}>
        {copied ? <Check aria-hidden className="text-positive" /> : <Copy aria-hidden />}
      </IconButton>
      <span role="status" className="sr-only">
        {copied === true && "Copied"}
        {copied === false && "The browser did not allow copying"}
      </span>
    </span>
  );
}
