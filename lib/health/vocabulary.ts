const healthStates = ["ok", "warning", "danger"] as const;
export type HealthState = (typeof healthStates)[number];

/** One thing that is well or not. */
export type HealthCheck = {
  id: string;
  title: string;
  state: HealthState;
  /** What is, in a sentence. */
  message: string;
  /** What to do about it. */
  advice?: string;
  /** The page where it can be put right. */
  href?: string;
  hrefLabel?: string;
};
