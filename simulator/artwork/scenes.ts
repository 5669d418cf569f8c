import { between, disc, horizon, range, type Stage, shape, stars } from "./shapes.ts";

/** An abstract picture as SVG elements; the ground is already there. */
export type Scene = (stage: Stage) => string;

export const planet: Scene = (stage) => {
  const { width, height, palette, random } = stage;
  const radius = Math.min(width, height) * between(random, 0.26, 0.38);
  const x = width * between(random, 0.3, 0.7);
  const y = height * between(random, 0.3, 0.42);
  const tilt = between(random, -35, 35).toFixed(0);
  const ring = `<ellipse cx="${x}" cy="${y}" rx="${radius * 1.7}" ry="${radius * 0.3}" fill="none" stroke="${palette.light}" stroke-width="${radius * 0.06}" opacity=".75" transform="rotate(${tilt} ${x} ${y})"/>`;
  return (
    stars(stage, 70) +
    disc(x, y, radius * 1.25, palette.light, 0.12) +
    disc(x, y, radius, palette.low) +
    disc(x + radius * 0.22, y + radius * 0.22, radius * 0.78, palette.near, 0.45) +
    ring +
    disc(width - x * 0.8, y + radius * 1.4, radius * 0.14, palette.light)
  );
};

export const ridges: Scene = (stage) => {
  const { width, height, palette, random } = stage;
  const sun = disc(
    width * between(random, 0.25, 0.75),
    height * 0.34,
    Math.min(width, height) * 0.2,
    palette.light,
    0.95,
  );
  return (
    sun +
    horizon(stage, height * 0.62, height * 0.26, 6, palette.far) +
    horizon(stage, height * 0.74, height * 0.22, 8, palette.high) +
    horizon(stage, height * 0.88, height * 0.2, 10, palette.near)
  );
};

export const city: Scene = ({ width, height, palette, random }) => {
  const layer = (count: number, low: number, high: number, fill: string, lit: boolean) =>
    range(count)
      .map((index) => {
        const wide = (width / count) * between(random, 0.7, 1.05);
        const x = (index / count) * width;
        const top = height * between(random, low, high);
        const windows = lit
          ? range(9)
              .map(() => {
                const left = x + wide * between(random, 0.1, 0.75);
                const down = top + (height * 0.9 - top) * between(random, 0.05, 0.9);
                return `<rect x="${left.toFixed(0)}" y="${down.toFixed(0)}" width="${(wide * 0.12).toFixed(0)}" height="${(wide * 0.16).toFixed(0)}" fill="${palette.light}" opacity=".8"/>`;
              })
              .join("")
          : "";
        return `<rect x="${x.toFixed(0)}" y="${top.toFixed(0)}" width="${wide.toFixed(0)}" height="${height}" fill="${fill}"/>${windows}`;
      })
      .join("");
  return (
    disc(width * between(random, 0.2, 0.8), height * 0.28, Math.min(width, height) * 0.16, palette.light, 0.85) +
    layer(9, 0.28, 0.5, palette.far, false) +
    layer(7, 0.42, 0.66, palette.near, true)
  );
};

export const wood: Scene = ({ width, height, palette, random }) => {
  const moon = Math.min(width, height) * 0.32;
  const x = width * between(random, 0.35, 0.65);
  const trunks = range(9).map((index) => {
    const left = ((index + between(random, 0.1, 0.8)) / 9) * width;
    const thick = width * between(random, 0.012, 0.035);
    const lean = width * between(random, -0.05, 0.05);
    const trunk: [number, number][] = [
      [left, height],
      [left + lean, 0],
      [left + lean + thick * 0.5, 0],
      [left + thick * 1.6, height],
    ];
    const branchAt = height * between(random, 0.15, 0.5);
    const reach = width * between(random, -0.16, 0.16);
    const branch: [number, number][] = [
      [left + lean * 0.7, branchAt + thick],
      [left + lean + reach, branchAt - height * 0.1],
      [left + lean * 0.7 + thick * 0.6, branchAt + thick * 2],
    ];
    return shape(trunk, palette.near) + shape(branch, palette.near);
  });
  return (
    disc(x, height * 0.34, moon * 1.3, palette.light, 0.15) +
    disc(x, height * 0.34, moon, palette.light, 0.95) +
    trunks.join("")
  );
};

export const rays: Scene = ({ width, height, palette, random }) => {
  const x = width * between(random, 0.4, 0.6);
  const y = height * between(random, 0.36, 0.46);
  const far = width + height;
  const count = 12 + Math.floor(random() * 6);
  const beams = range(count).map((index) => {
    const from = (index / count) * Math.PI * 2;
    const to = from + Math.PI / count;
    return shape(
      [
        [x, y],
        [x + Math.cos(from) * far, y + Math.sin(from) * far],
        [x + Math.cos(to) * far, y + Math.sin(to) * far],
      ],
      palette.far,
      0.85,
    );
  });
  const radius = Math.min(width, height) * 0.24;
  return (
    beams.join("") +
    disc(x, y, radius * 1.15, palette.near) +
    disc(x, y, radius, palette.light) +
    disc(x, y, radius * 0.55, palette.high)
  );
};

export const rings: Scene = ({ width, height, palette, random }) => {
  const x = width * between(random, 0.35, 0.65);
  const y = height * between(random, 0.34, 0.44);
  const fills = [palette.near, palette.far, palette.low, palette.high];
  const shift = between(random, -0.4, 0.4);
  const rounds = range(9).map((index) => {
    const radius = Math.min(width, height) * (0.62 - index * 0.066);
    return disc(x + shift * index * 16, y + index * 7, radius, fills[index % fills.length] ?? palette.near);
  });
  return rounds.join("") + disc(x + shift * 144, y + 63, Math.min(width, height) * 0.045, palette.light);
};

export const waves: Scene = ({ width, height, palette, random }) => {
  const layers = [palette.low, palette.far, palette.high, palette.near].map((fill, index) => {
    const base = height * (0.46 + index * 0.13);
    const swing = height * between(random, 0.03, 0.07);
    const step = width / 4;
    let path = `M${-step * random()} ${base.toFixed(0)}`;
    for (const turn of range(7)) path += `q${step / 2} ${turn % 2 === 0 ? -swing : swing} ${step} 0`;
    return `<path d="${path}V${height}H-${step}Z" fill="${fill}" stroke="${palette.light}" stroke-opacity=".25" stroke-width="4"/>`;
  });
  return (
    disc(width * between(random, 0.25, 0.75), height * 0.27, Math.min(width, height) * 0.17, palette.light, 0.95) +
    layers.join("")
  );
};

export const grid: Scene = (stage) => {
  const { width, height, palette } = stage;
  const level = height * 0.56;
  const radius = Math.min(width, height) * 0.3;
  const bars = range(6).map((index) => {
    const y = level - radius * 0.62 + index * radius * 0.17;
    return `<rect x="0" y="${y.toFixed(0)}" width="${width}" height="${(6 + index * 5).toFixed(0)}" fill="${palette.low}"/>`;
  });
  const rows = range(9).map((index) => `M0 ${(level + (height - level) * (index / 8) ** 2).toFixed(0)}H${width}`);
  const columns = range(21).map(
    (index) =>
      `M${width / 2 + (index - 10) * width * 0.04} ${level}L${width / 2 + (index - 10) * width * 0.34} ${height}`,
  );
  return `${stars(stage, 30) + disc(width / 2, level - radius * 0.5, radius, palette.light) + bars.join("")}<rect y="${level}" width="${width}" height="${height}" fill="${palette.near}"/><path d="${rows.join("")}${columns.join("")}" stroke="${palette.light}" stroke-width="3" opacity=".5"/>`;
};

export const shards: Scene = ({ width, height, palette, random }) => {
  const fills = [palette.far, palette.low, palette.near, palette.light, palette.high];
  return range(16)
    .map((index) => {
      const x = width * between(random, 0, 1);
      const y = height * between(random, 0, 0.8);
      const reach = Math.min(width, height) * between(random, 0.15, 0.6);
      const turn = random() * Math.PI * 2;
      const corner = (angle: number): [number, number] => [
        x + Math.cos(turn + angle) * reach,
        y + Math.sin(turn + angle) * reach,
      ];
      return shape(
        [corner(0), corner(2.4), corner(3.6)],
        fills[index % fills.length] ?? palette.far,
        index % 5 === 3 ? 0.85 : 0.7,
      );
    })
    .join("");
};

export const pair: Scene = ({ width, height, palette, random }) => {
  const radius = Math.min(width, height) * 0.3;
  const y = height * between(random, 0.34, 0.4);
  const slope = between(random, -0.16, 0.16) * height;
  return (
    disc(width / 2 - radius * 0.6, y - slope / 2, radius, palette.light, 0.92) +
    disc(width / 2 + radius * 0.6, y + slope / 2, radius, palette.far, 0.85) +
    `<path d="M0 ${height * 0.74}Q${width / 2} ${height * between(random, 0.6, 0.68)} ${width} ${height * 0.74}V${height}H0Z" fill="${palette.near}"/>`
  );
};

export const arches: Scene = ({ width, height, palette, random }) => {
  const x = width * between(random, 0.42, 0.58);
  const foot = height * 0.72;
  const fills = [palette.far, palette.light, palette.high, palette.low, palette.near];
  const bows = range(5).map((index) => {
    const reach = Math.min(width, height) * (0.46 - index * 0.08);
    return `<path d="M${x - reach} ${foot}V${foot - reach}A${reach} ${reach} 0 0 1 ${x + reach} ${foot - reach}V${foot}Z" fill="${fills[index] ?? palette.near}"/>`;
  });
  return `${bows.join("")}<rect y="${foot}" width="${width}" height="${height - foot}" fill="${palette.near}"/>${disc(x, foot, Math.min(width, height) * 0.06, palette.light)}`;
};

export const meadow: Scene = ({ width, height, palette, random }) => {
  const hill = (y: number, lift: number, fill: string) =>
    `<path d="M0 ${(height * y).toFixed(0)}Q${(width * between(random, 0.2, 0.8)).toFixed(0)} ${(height * (y - lift)).toFixed(0)} ${width} ${(height * (y + 0.04)).toFixed(0)}V${height}H0Z" fill="${fill}"/>`;
  const blossoms = range(40).map(() =>
    disc(
      random() * width,
      height * between(random, 0.66, 1),
      between(random, 4, 13),
      random() < 0.5 ? palette.light : palette.low,
      0.9,
    ),
  );
  const clouds = range(3).map((index) => {
    const x = width * (0.2 + index * 0.3);
    const y = height * between(random, 0.12, 0.3);
    return (
      disc(x, y, width * 0.07, "#ffffff", 0.75) +
      disc(x + width * 0.07, y + 12, width * 0.05, "#ffffff", 0.75) +
      disc(x - width * 0.07, y + 14, width * 0.045, "#ffffff", 0.75)
    );
  });
  return clouds.join("") + hill(0.56, 0.18, palette.far) + hill(0.66, 0.14, palette.near) + blossoms.join("");
};

export const blinds: Scene = ({ width, height, palette, random }) => {
  const bend = between(random, -0.12, 0.12) * height;
  const slats = range(13).map((index) => {
    const y = (index / 13) * height;
    return shape(
      [
        [0, y],
        [width, y + bend],
        [width, y + bend + height * 0.035],
        [0, y + height * 0.035],
      ],
      palette.near,
      0.75,
    );
  });
  const x = width * between(random, 0.4, 0.6);
  const head = Math.min(width, height) * 0.13;
  const figure = `${disc(x, height * 0.34, head, palette.near)}<path d="M${x - head * 2.2} ${height}Q${x - head * 2.2} ${height * 0.34 + head * 1.1} ${x} ${height * 0.34 + head * 1.1}T${x + head * 2.2} ${height}Z" fill="${palette.near}"/>`;
  return disc(x, height * 0.36, Math.min(width, height) * 0.4, palette.light, 0.8) + figure + slats.join("");
};
