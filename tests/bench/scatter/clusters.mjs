// A deterministic cloud for pictures: Gaussian clusters of unequal size and shape, 8 % background.
// Coordinates about -1..1; `c` is the category of the cluster.

/** @param {number} seed */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** @param {number} count @param {number} [seed] @param {number} [clusters] @param {number} [categories] */
export function points(count, seed = 1, clusters = 40, categories = 20) {
  const random = generator(seed);
  const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  const shapes = Array.from({ length: clusters }, (_, i) => {
    const angle = Math.PI * random();
    const long = 0.03 + 0.07 * random(), short = long * (0.3 + 0.7 * random());
    return { x: 1.6 * random() - 0.8, y: 1.6 * random() - 0.8, cos: Math.cos(angle), sin: Math.sin(angle),
      long, short, weight: Math.exp(0.8 * normal()), category: i % categories };
  });
  const total = shapes.reduce((sum, shape) => sum + shape.weight, 0);
  const x = new Float32Array(count), y = new Float32Array(count), c = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    if (random() < 0.08) {
      x[i] = 2 * random() - 1;
      y[i] = 2 * random() - 1;
      c[i] = Math.floor(random() * categories);
      continue;
    }
    let at = random() * total, k = 0;
    while (k + 1 < clusters && (at -= shapes[k].weight) > 0) k++;
    const shape = shapes[k], u = normal() * shape.long, v = normal() * shape.short;
    x[i] = shape.x + u * shape.cos - v * shape.sin;
    y[i] = shape.y + u * shape.sin + v * shape.cos;
    c[i] = shape.category;
  }
  return { x, y, c };
}
