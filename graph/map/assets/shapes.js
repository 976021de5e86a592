// The outlines of types on a canvas, of a size that makes them look equally large, and as the text of an SVG path.

const POINTS = {
  square: [[-0.89, -0.89], [0.89, -0.89], [0.89, 0.89], [-0.89, 0.89]],
  diamond: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
  triangle: [[0, -1.25], [1.22, 0.92], [-1.22, 0.92]],
  triangleDown: [[0, 1.25], [1.22, -0.92], [-1.22, -0.92]],
  hexagon: [[-1.1, 0], [-0.55, -0.95], [0.55, -0.95], [1.1, 0], [0.55, 0.95], [-0.55, 0.95]],
  star: Array.from({ length: 10 }, (_, i) => {
    const [turn, reach] = [(i * Math.PI) / 5, i % 2 ? 0.58 : 1.36];
    return [Math.round(1000 * reach * Math.sin(turn)) / 1000, Math.round(-1000 * reach * Math.cos(turn)) / 1000];
  }),
};

/** Adds the outline to the context's path. */
export function trace(context, shape, x, y, radius) {
  const points = POINTS[shape];
  if (!points) {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  points.forEach(([dx, dy], i) => context[i ? "lineTo" : "moveTo"](x + dx * radius, y + dy * radius));
  context.closePath();
}

/** The outline around (0, 0) for the `d` of an SVG path. */
export function outline(shape, radius) {
  const points = POINTS[shape];
  if (!points) return `M${-radius},0A${radius},${radius} 0 1 0 ${radius},0A${radius},${radius} 0 1 0 ${-radius},0Z`;
  return `M${points.map(([x, y]) => `${(x * radius).toFixed(2)},${(y * radius).toFixed(2)}`).join("L")}Z`;
}

/** How far below the middle a glyph stands, and its size, as shares of the radius. */
export const glyphPlace = (shape) => ({ shift: ({ triangle: 0.26, triangleDown: -0.14, star: 0.12 }[shape] ?? 0.06),
  size: ({ star: 1, triangle: 0.98, triangleDown: 0.98, diamond: 1.1 }[shape] || 1.12) });
