"use client";

import { type MouseEvent, useState } from "react";
import { pressGate } from "./press-gate.ts";

/** Makes a click handler of what a press does. */
export type SinglePress = (act: () => void) => (event: MouseEvent) => void;

/**
 * For buttons of a list whose entries leave when they are pressed: the second click of a double click would hit the next
 * one. Called where the whole list is, so that its entries share one gate.
 */
export function useSinglePress(): SinglePress {
  const [isMeant] = useState(pressGate);
  return (act) => (event) => {
    if (isMeant(event)) act();
  };
}
