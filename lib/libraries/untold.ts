/** Of films and series that nobody could tell yet: names on the disk may still say what they are. */
export const untoldStatuses = ["discovered", "needs_identification"] as const;

export const isUntold = ({ identificationStatus }: { identificationStatus: string }): boolean =>
  untoldStatuses.some((status) => status === identificationStatus);
