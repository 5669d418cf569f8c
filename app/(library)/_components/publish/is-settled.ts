import type { ActionError } from "#app/_server/action.ts";

/** Whether a decision was refused because somebody, or a publish, made it before. */
export const isSettled = ({ code }: ActionError): boolean => code === "conflict" || code === "not_found";
