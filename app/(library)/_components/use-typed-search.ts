import { useCallback, useEffect, useRef, useState } from "react";
import { listenForLeaving } from "#components/leaving.ts";

/** Typing is one search, not one for each letter. */
const searchDelayMs = 250;

/**
 * The search of a list: what is typed shows at once, and `send` writes it into the address when typing rests, once for all
 * that changes with it. A link that is followed before that lets the search go: an address written later would call the
 * list back. `q` is the search of the address.
 */
export function useTypedSearch({ q, send }: { q: string; send: (q: string) => void }) {
  const [typed, setTyped] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const ended = listenForLeaving((isLeaving) => isLeaving && clearTimeout(timer.current));
    return () => {
      ended();
      clearTimeout(timer.current);
    };
  }, []);

  /** What was typed and not sent yet is not meant any more. */
  const forgetTyped = useCallback(() => {
    clearTimeout(timer.current);
    setTyped(undefined);
  }, []);
  const sendNow = (text: string) => {
    send(text);
    forgetTyped();
  };
  const search = (text: string) => {
    clearTimeout(timer.current);
    // Clearing is meant at once.
    if (text === "") return sendNow(text);
    setTyped(text);
    timer.current = setTimeout(() => sendNow(text), searchDelayMs);
  };
  return { typed: typed ?? q, search, forgetTyped };
}
