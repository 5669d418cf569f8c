/** The grey under pictures with holes: it shows light and dark ones alike. */
export const seeThroughClasses = "bg-[oklch(0.5_0_0)]";
