"use client";

import { useEffect, useLayoutEffect, useRef } from "react";
import { isTyping } from "./grid-focus.ts";

/** From keys to what they do: "/", "?", "g m" (one after the other), "mod+k" (Ctrl, on a Mac Command). */
export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

const sequenceMs = 1_000;
/** Keys that go on while they are held. */
const moving: ReadonlySet<string> = new Set(["j", "k", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);

/** Keys for the page as long as the component is there. Silent while somebody types, a menu or a dialog is open. */
export function useKeys(keys: KeyMap) {
  const latest = useRef(keys);
  // With what is shown, and not a moment later: a key that is pressed then works on what somebody sees.
  useLayoutEffect(() => {
    latest.current = keys;
  });

  useEffect(() => {
    let previous = { key: "", atMs: 0 };
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      const mod = event.ctrlKey || event.metaKey;
      if (!mod && isBusy(event.target)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const sequence = event.timeStamp - previous.atMs < sequenceMs ? `${previous.key} ${key}` : "";
      const found = mod ? latest.current[`mod+${key}`] : (latest.current[sequence] ?? latest.current[key]);
      previous = mod ? { key: "", atMs: 0 } : { key, atMs: event.timeStamp };
      if (!found) return;
      event.preventDefault();
      // A key that is held moves on through a list; it does not decide, edit or publish one thing after the other.
      if (event.repeat && !moving.has(key)) return;
      found(event);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isBusy(target: EventTarget | null): boolean {
  if (target && isTyping(target)) return true;
  return document.querySelector('[role="dialog"][data-state="open"], [role="alertdialog"], [role="menu"]') !== null;
}
