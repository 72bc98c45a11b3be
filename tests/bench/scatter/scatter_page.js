// Runs in the page of scatter_check.mjs: what the checks call there.
import { open, show, draw } from './scatter-adapter.js';
import { points } from '/lib/points.mjs';

/** @param {HTMLElement} element @param {number} pixelRatio */
export async function start(element, pixelRatio) {
  const { module, canvas } = await open(element, pixelRatio);
  const size = { width: element.clientWidth, height: element.clientHeight };
  module._scatter_theme(0, 20);
  return {
    module,
    /** @param {{x: number[], y: number[], c: number[]}} cloud */
    show: (cloud) => show(module, /** @type {any} */ (cloud)),
    /** @param {number} count @param {number} [seed] */
    showClusters: (count, seed) => show(module, points(count, seed)),
    /** @param {(i: number) => number} flagOf @param {number} count */
    flag(flagOf, count) {
      const flags = module.HEAPU8.subarray(module._scatter_flags()).subarray(0, count);
      for (let i = 0; i < count; i++) flags[i] = flagOf(i);
      module._scatter_changed(0, 0, 1);
    },
    draw: () => draw(module),
    /** Data `half` units up and down from the middle. */
    look: (x, y, half) => module._scatter_camera(x, y, size.height / 2 / half),
    /** The color at CSS pixels from the upper left, right after a draw in the same task. */
    pixel: (x, y) => module._scatter_pixel(Math.floor(x * pixelRatio), canvas.height - 1 - Math.floor(y * pixelRatio)),
  };
}
