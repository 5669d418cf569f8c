"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { announceLeaving } from "./leaving.ts";
import type { NavItem } from "./nav.ts";
import { Dialog, DialogContent } from "./ui/dialog.tsx";
import { Kbd } from "./ui/kbd.tsx";
import { useKeys } from "./use-keys.ts";

const everywhere = [
  ["/", "Search"],
  ["Ctrl-K", "Search, also while you type"],
  ["?", "Show these keys"],
] as const;

const inLists = [
  ["j", "Next"],
  ["k", "Previous"],
  ["x", "Select"],
] as const;

const ofFilms = [
  ["e", "Edit"],
  ["a", "Artwork"],
  ["p", "Publish"],
  ["l", "Lock the field or picture"],
] as const;

const inReview = [
  ["Enter", "This is it"],
  ["s", "Search"],
  ["x", "In no database"],
  ["n", "Next"],
] as const;

/** The keys of navItems, and `?` for a list of all keys. */
export function NavKeys({ navItems }: { navItems: readonly NavItem[] }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const places = navItems.flatMap(({ shortcut, href, label }) => (shortcut ? [{ shortcut, href, label }] : []));
  const goTo = (href: string) => () => {
    announceLeaving(href);
    router.push(href);
  };
  useKeys({
    ...Object.fromEntries(places.map(({ shortcut, href }) => [shortcut, goTo(href)])),
    "?": () => setOpen(true),
  });
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogContent title="Keys" description="Everything also works by mouse and by touch.">
        <div className="grid gap-6 sm:grid-cols-2">
          <KeyList title="Everywhere" keys={everywhere} />
          <KeyList title="In lists" keys={inLists} />
          <KeyList title="On a film" keys={ofFilms} />
          <KeyList title="In Review" keys={inReview} />
          <KeyList title="Go to" keys={places.map(({ shortcut, label }) => [shortcut, label] as const)} />
        </div>
      </DialogContent>
    </Dialog>
  );
}

function KeyList({ title, keys }: { title: string; keys: readonly (readonly [keys: string, does: string])[] }) {
  if (keys.length === 0) return null;
  return (
    <section>
      <h3 className="mb-2 font-medium text-3 text-xs">{title}</h3>
      <ul className="grid gap-2">
        {keys.map(([key, does]) => (
          <li key={key} className="flex items-center justify-between gap-4">
            {does}
            <Kbd keys={key} />
            <span className="sr-only">{key}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
