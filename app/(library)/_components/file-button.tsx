"use client";

import { Upload } from "lucide-react";
import { useId } from "react";
import { cn } from "#components/cn.ts";
import { Button } from "#components/ui/button.tsx";

type FileButtonProps = {
  label: string;
  /** Media types and endings, as in an input of files. */
  accept: string;
  onFiles: (files: readonly File[]) => void;
  className?: string;
};

/** A button that asks for a file of the device; by keyboard too. */
export function FileButton({ label, accept, onFiles, className }: FileButtonProps) {
  const inputId = useId();
  return (
    <>
      <input
        id={inputId}
        type="file"
        accept={accept}
        className="peer sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <Button asChild className={cn("peer-focus-visible:outline-2 peer-focus-visible:outline-accent-text", className)}>
        <label htmlFor={inputId}>
          <Upload aria-hidden />
          {label}
        </label>
      </Button>
    </>
  );
}
