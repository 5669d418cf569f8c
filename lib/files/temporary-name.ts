import { randomBytes } from "node:crypto";

const pattern = /^\.mtr-[0-9a-f]{8}$/;

/** A name for a file that is about to be renamed. Never name + suffix: a name of 255 bytes has no room for one. */
export function temporaryName(): string {
  return `.mtr-${randomBytes(4).toString("hex")}`;
}

export function isTemporaryName(name: string): boolean {
  return pattern.test(name);
}
