// node tests/render/palette_search.mjs
// Prints the table of src/render/palette.cpp: Okabe and Ito's sky blue and orange, then a greedy search
// (as Glasbey et al. 2007, but in OKLab): each next color is the candidate whose least distance to all before it is
// greatest. The distance is the least over both themes and over normal, protanopic and deuteranopic vision (Machado et
// al. 2009, severity 1); normal vision has more room, so there the distance must be 1.8 times as great.

const count = Number(process.argv[2] ?? 32);
const seeds = ['56B4E9', 'E69F00'];
const lightness = { dark: [0.6, 0.9], light: [0.48, 0.76] }; // as on_theme() in palette.cpp
const neutral = [0.45, 0.92];
const grays = { dark: [0.5, 0.28], light: [0.72, 0.98] }; // unlabeled, background: lightness

const toLinear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const toSrgb = (v) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);
const times = (m, v) => m.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
const lmsFromRgb = [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]];
const labFromLms = [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]];
const lmsFromLab = [[1, 0.3963377774, 0.2158037573], [1, -0.1055613458, -0.0638541728], [1, -0.0894841775, -1.291485548]];
const rgbFromLms = [[4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965], [-0.0041960863, -0.7034186147, 1.707614701]];
const labFromRgb = (rgb) => times(labFromLms, times(lmsFromRgb, rgb).map(Math.cbrt));
const rgbFromLab = (lab) => times(rgbFromLms, times(lmsFromLab, lab).map((v) => v ** 3));
const visions = [
  { weight: 1.8, matrix: [[1, 0, 0], [0, 1, 0], [0, 0, 1]] },
  { weight: 1, matrix: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]] },
  { weight: 1, matrix: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]] },
];
const inGamut = (rgb) => rgb.every((v) => v >= -1e-4 && v <= 1.0001);
const fitted = (lab) => {
  let share = 1;
  while (share > 0 && !inGamut(rgbFromLab([lab[0], lab[1] * share, lab[2] * share]))) share -= 0.02;
  return [lab[0], lab[1] * share, lab[2] * share];
};
const onTheme = (lab, [low, high]) =>
  fitted([low + ((Math.min(Math.max(lab[0], neutral[0]), neutral[1]) - neutral[0]) * (high - low)) / (neutral[1] - neutral[0]), lab[1], lab[2]]);
/** What every eye sees of a color on every theme. */
const views = (lab) => Object.values(lightness).flatMap((range) => seen(onTheme(lab, range)));
const seen = (lab) => visions.map(({ matrix }) => labFromRgb(times(matrix, rgbFromLab(lab)).map((v) => Math.min(Math.max(v, 0), 1))));
const distance = (a, b) => Math.min(...a.map((p, i) => Math.hypot(p[0] - b[i][0], p[1] - b[i][1], p[2] - b[i][2]) / visions[i % visions.length].weight));

const hexOf = (lab) => rgbFromLab(lab).map((v) => Math.round(255 * toSrgb(Math.min(Math.max(v, 0), 1))).toString(16).padStart(2, '0')).join('').toUpperCase();
const labOf = (hex) => labFromRgb([0, 2, 4].map((i) => toLinear(parseInt(hex.slice(i, i + 2), 16) / 255)));

const candidates = [];
for (let l = neutral[0]; l <= neutral[1] + 1e-9; l += 0.0235)
  for (let chroma = 0.12; chroma <= 0.2; chroma += 0.02)
    for (let hue = 0; hue < 360; hue += 6) {
      const lab = [l, chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
      if (inGamut(rgbFromLab(lab))) candidates.push({ lab, views: views(lab), least: Infinity });
    }

const chosen = [];
const choose = (hex, all) => {
  const least = Math.min(...chosen.map((c) => distance(c.views, all)), Infinity);
  chosen.push({ hex, views: all });
  for (const c of candidates) c.least = Math.min(c.least, distance(c.views, all));
  console.log(`    {0x${hex.slice(0, 2)}, 0x${hex.slice(2, 4)}, 0x${hex.slice(4)}},  // ${least.toFixed(3)}`);
};
for (const which of [0, 1]) {
  const gray = Object.values(grays).flatMap((g) => seen([g[which], 0, 0]));
  for (const c of candidates) c.least = Math.min(c.least, distance(c.views, gray));
}
for (const hex of seeds) choose(hex, views(labOf(hex)));
while (chosen.length < count) {
  const best = candidates.reduce((a, b) => (b.least > a.least ? b : a));
  choose(hexOf(best.lab), best.views);
}
