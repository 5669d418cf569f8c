"use client";

import { CornerLeftUp, Folder } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { answered } from "#app/_components/answered.ts";
import { browseFolders } from "#app/(settings)/settings/libraries/actions.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

export type FolderBrowserProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Where to begin; empty: the first place libraries may lie in. */
  startAt: string;
  onChoose: (path: string) => void;
};

type Data<T> = T extends { ok: true; data: infer D } ? D : never;
type Listing = Data<Awaited<ReturnType<typeof browseFolders>>>;
type View = { path: string | undefined; listing: Listing | undefined; problem: string | undefined };

/** More folders than this get a field to search them. */
const searchFrom = 12;

/** Chooses a folder of the server. Names only, and only in the places libraries may lie in. */
export function FolderBrowser({ open, onOpenChange, startAt, onChoose }: FolderBrowserProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && (
        <Browser
          startAt={startAt}
          onChoose={(path) => {
            onChoose(path);
            onOpenChange(false);
          }}
          onCancel={() => onOpenChange(false)}
        />
      )}
    </Dialog>
  );
}

type BrowserProps = { startAt: string; onChoose: (path: string) => void; onCancel: () => void };

function Browser({ startAt, onChoose, onCancel }: BrowserProps) {
  const { view, go } = useListing(startAt);
  const [query, setQuery] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const { listing, problem } = view;
  const words = query.trim().toLowerCase();
  const folders = listing?.folders.filter((folder) => folder.name.toLowerCase().includes(words)) ?? [];

  function open(path: string | undefined) {
    setQuery("");
    go(path);
  }

  // The list is new after every step, so the keyboard would be left outside of it.
  useEffect(() => {
    if (listing) list.current?.querySelector("button")?.focus();
  }, [listing]);

  function onKeyDown(event: KeyboardEvent) {
    const parent = listing?.parent;
    if ((event.key === "ArrowLeft" || event.key === "Backspace") && parent) {
      event.preventDefault();
      open(parent);
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button.matches(":focus"));
    buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
  }

  return (
    <DialogContent
      title="Choose a folder"
      description={
        <>
          Folders on the machine Metarr runs on.
          <span className="touch:hidden"> Enter opens one, the left arrow goes up.</span>
        </>
      }
      footer={
        <>
          <Button onClick={onCancel}>Cancel</Button>
          <Button variant="primary" disabled={!listing} onClick={() => listing && onChoose(listing.path)}>
            Choose this folder
          </Button>
        </>
      }
    >
      {listing && listing.places.length > 1 && (
        <div className="mb-3 flex flex-wrap gap-2">
          {listing.places.map((place) => (
            <Button key={place} size="sm" onClick={() => open(place)} className="font-mono">
              {place}
            </Button>
          ))}
        </div>
      )}
      <p aria-live="polite" className="break-all rounded-lg bg-surface-2 px-3 py-2 font-mono text-1 text-xs">
        {view.path ?? "…"}
      </p>
      {listing && listing.folders.length > searchFrom && (
        <Input
          aria-label="Search these folders"
          placeholder="Search these folders"
          className="mt-3"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      )}
      <div className="mt-2 min-h-72">
        {problem !== undefined && (
          <ErrorState
            layout="inline"
            title="This folder cannot be shown"
            description={problem}
            onRetry={() => open(view.path)}
            action={<Button onClick={() => open(undefined)}>Go to the start</Button>}
          />
        )}
        {problem === undefined && !listing && <ListSkeleton />}
        {listing && (
          <ul ref={list} onKeyDown={onKeyDown} aria-label="Folders" className="grid gap-0.5">
            {listing.parent !== null && (
              <FolderLine onOpen={() => open(listing.parent ?? undefined)} icon={<CornerLeftUp aria-hidden />}>
                Up one folder
              </FolderLine>
            )}
            {folders.map((folder) => (
              <FolderLine key={folder.path} onOpen={() => open(folder.path)} icon={<Folder aria-hidden />}>
                {folder.name}
              </FolderLine>
            ))}
            {folders.length === 0 && (
              <li className="px-2 py-3 text-2 text-sm">
                {words === ""
                  ? "There are no folders in here. You can choose this one."
                  : `No folder here has “${query.trim()}” in its name.`}
              </li>
            )}
          </ul>
        )}
      </div>
    </DialogContent>
  );
}

type FolderLineProps = { onOpen: () => void; icon: React.ReactNode; children: React.ReactNode };

function FolderLine({ onOpen, icon, children }: FolderLineProps) {
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-8 w-full items-center gap-3 rounded-md px-2 py-1 text-left text-1 text-sm transition-colors hover:bg-surface-2 focus-visible:-outline-offset-2 touch:min-h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-3"
      >
        {icon}
        <span className="min-w-0 break-all">{children}</span>
      </button>
    </li>
  );
}

function ListSkeleton() {
  return (
    <div aria-busy role="status" aria-label="Reading the folder" className="grid gap-2 px-2 pt-2">
      {["w-40", "w-56", "w-32", "w-48", "w-44", "w-36"].map((width) => (
        <Skeleton key={width} className={`h-5 ${width}`} />
      ))}
    </div>
  );
}

/** Asks the server for one folder at a time; an answer that comes late for another folder is dropped. */
function useListing(startAt: string) {
  const [view, setView] = useState<View>({ path: startAt || undefined, listing: undefined, problem: undefined });
  const latest = useRef(0);

  const go = useCallback(async (path: string | undefined) => {
    latest.current += 1;
    const mine = latest.current;
    // What was there stays in sight for the moment the next folder takes.
    setView((before) => ({ ...before, problem: undefined }));
    const next = await ask(path);
    if (mine === latest.current) setView(next);
  }, []);

  useEffect(() => {
    void go(startAt || undefined);
  }, [go, startAt]);

  return { view, go };
}

async function ask(path: string | undefined): Promise<View> {
  try {
    const result = await answered(browseFolders(path === undefined ? {} : { path }));
    if (result.ok) return { path: result.data.path, listing: result.data, problem: undefined };
    return { path, listing: undefined, problem: result.error.message };
  } catch {
    return { path, listing: undefined, problem: "The server did not answer. Check the connection and try again." };
  }
}
