export type Size = { width: number; height: number };
/** A part of a picture, in shares of its width and height. */
export type Frame = { x: number; y: number; width: number; height: number };

/** Off by no more than this is the right shape, as the score has it. */
const within = 0.02;

/** Whether the shape of a picture is off by more than 2 % of what its type should be. */
export function isOffShape(size: Size, ideal: Size): boolean {
  const ratio = size.width / size.height / (ideal.width / ideal.height);
  return Math.max(ratio, 1 / ratio) - 1 > within;
}

/** The largest frame of the type's shape, in the middle. */
export const largestFrame = (size: Size, ideal: Size): Frame =>
  scaleFrame({ x: 0, y: 0, width: 1, height: 1 }, { size, ideal, scale: 1 });

/** The frame `scale` times the largest (0 to 1), around the middle of the one before, inside the picture. */
export function scaleFrame(frame: Frame, { size, ideal, scale }: { size: Size; ideal: Size; scale: number }): Frame {
  const ratio = ideal.width / ideal.height / (size.width / size.height);
  const [width, height] = [scale * Math.min(1, ratio), scale * Math.min(1, 1 / ratio)];
  const centred = { x: frame.x + (frame.width - width) / 2, y: frame.y + (frame.height - height) / 2, width, height };
  return moveFrame(centred, { x: 0, y: 0 });
}

/** The frame moved by shares of the picture, as far as its edges. */
export function moveFrame(frame: Frame, by: { x: number; y: number }): Frame {
  const between = (value: number, most: number) => Math.min(Math.max(0, value), Math.max(0, most));
  return {
    ...frame,
    x: between(frame.x + by.x, 1 - frame.width),
    y: between(frame.y + by.y, 1 - frame.height),
  };
}

/** The frame in whole pixels of the picture. */
export function pixelsOf(frame: Frame, { width, height }: Size): Frame {
  const [w, h] = [Math.max(1, Math.round(frame.width * width)), Math.max(1, Math.round(frame.height * height))];
  return {
    x: Math.min(Math.round(frame.x * width), width - w),
    y: Math.min(Math.round(frame.y * height), height - h),
    width: w,
    height: h,
  };
}
