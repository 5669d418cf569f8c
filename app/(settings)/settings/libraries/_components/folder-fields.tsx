"use client";

import { FolderOpen, Plus, X } from "lucide-react";
import { useState } from "react";
import { FolderBrowser } from "#app/_components/folder-browser.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";

type FolderFieldsProps = {
  paths: readonly string[];
  /** Shown while a line is empty. */
  example: string;
  onChange: (paths: string[]) => void;
  error: string | undefined;
};

/** The folders of a library: typed, or chosen from what lies on the server. */
export function FolderFields({ paths, example, onChange, error }: FolderFieldsProps) {
  const [browsing, setBrowsing] = useState<number>();
  const change = (index: number, path: string) => onChange(paths.map((old, at) => (at === index ? path : old)));
  const several = paths.length > 1;
  return (
    <div className="grid gap-3">
      {paths.map((path, index) => (
        <Field
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no other identity, and only the last one is ever added.
          key={index}
          label={several ? `Folder ${index + 1}` : "Folder"}
          hint={index === 0 ? "The full path, as the machine Metarr runs on sees it." : undefined}
          error={index === lineOf(error, paths) ? error : undefined}
        >
          {(control) => (
            <div className="flex gap-2">
              <Input
                className="font-mono"
                placeholder={example}
                spellCheck={false}
                autoComplete="off"
                autoCapitalize="none"
                value={path}
                onChange={(event) => change(index, event.target.value)}
                {...control}
              />
              <Button
                onClick={() => setBrowsing(index)}
                aria-label={several ? `Browse for folder ${index + 1}` : "Browse"}
              >
                <FolderOpen aria-hidden />
                <span className="max-sm:sr-only">Browse</span>
              </Button>
              {several && (
                <IconButton
                  label={`Leave folder ${index + 1} out`}
                  onClick={() => onChange(paths.filter((_, at) => at !== index))}
                >
                  <X aria-hidden />
                </IconButton>
              )}
            </div>
          )}
        </Field>
      ))}
      <Button size="sm" variant="ghost" className="w-fit" onClick={() => onChange([...paths, ""])}>
        <Plus aria-hidden />
        Add another folder
      </Button>
      <FolderBrowser
        open={browsing !== undefined}
        onOpenChange={(open) => !open && setBrowsing(undefined)}
        startAt={browsing === undefined ? "" : (paths[browsing] ?? "")}
        onChoose={(path) => browsing !== undefined && change(browsing, path)}
      />
    </div>
  );
}

/** Messages name the folder they are about; one that names none stands at the first. */
function lineOf(error: string | undefined, paths: readonly string[]): number {
  const named = paths.findIndex((path) => path !== "" && error?.includes(path));
  const empty = paths.indexOf("");
  return named >= 0 ? named : Math.max(0, empty);
}
