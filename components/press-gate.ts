/** Two presses of one place within this time are one double press: the longest that systems take one for by default. */
const doublePressMs = 500;
/** Fingers do not meet the same point twice. */
const samePlacePx = 30;

/** What a gate looks at of a click: how many came in a row, where, and when. */
export type Press = { detail: number; clientX: number; clientY: number; timeStamp: number };

/**
 * Tells the first press from those of a double press that land on what slid under the pointer meanwhile. True: it is
 * meant. The count of the browser follows what the person has set; phones do not count, so that time counts too. Keys
 * (`detail` 0) go through: the focus does not slide.
 */
export function pressGate(): (press: Press) => boolean {
  let last: Press | undefined;
  return (press) => {
    if (press.detail === 0) return true;
    const isMeant = press.detail === 1 && (last === undefined || !isAgain(last, press));
    last = { detail: press.detail, clientX: press.clientX, clientY: press.clientY, timeStamp: press.timeStamp };
    return isMeant;
  };
}

const isAgain = (last: Press, press: Press): boolean =>
  press.timeStamp - last.timeStamp < doublePressMs &&
  Math.hypot(press.clientX - last.clientX, press.clientY - last.clientY) <= samePlacePx;
