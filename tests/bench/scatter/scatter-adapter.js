// The renderer as the benchmarks beside the checkout drive it: setup(element, n) -> {first_ms, frame({cx, cy, half})}.
import createModule from './scatter_bench.mjs';
import { points } from '/lib/points.mjs';

/**
 * A canvas with the renderer on it and no points yet.
 * @param {HTMLElement} element
 * @param {number} [pixelRatio]
 */
export async function open(element, pixelRatio = 1) {
  const canvas = document.createElement('canvas');
  canvas.id = 'scatter';
  canvas.width = Math.round(element.clientWidth * pixelRatio);
  canvas.height = Math.round(element.clientHeight * pixelRatio);
  canvas.style.cssText = `display:block;width:${element.clientWidth}px;height:${element.clientHeight}px`;
  element.append(canvas);
  const module = await createModule();
  if (!module._scatter_start()) throw new Error('No WebGL2');
  module._scatter_target(0, 0, canvas.width, canvas.height, pixelRatio);
  return { module, canvas };
}

/**
 * @param {any} module
 * @param {{x: Float32Array, y: Float32Array, c: Uint8Array}} cloud categories from 0
 */
export function show(module, cloud) {
  const count = cloud.x.length;
  module._scatter_resize(count);
  const positions = module.HEAPF32.subarray(module._scatter_positions() / 4).subarray(0, 2 * count);
  const colors = module.HEAPU16.subarray(module._scatter_colors() / 2).subarray(0, count);
  for (let i = 0; i < count; i++) {
    positions[2 * i] = cloud.x[i];
    positions[2 * i + 1] = cloud.y[i];
    colors[i] = cloud.c[i] + 1;
  }
  module._scatter_changed(1, 1, 1);
}

/** @param {any} module */
export function draw(module) {
  if (!module._scatter_draw()) throw new Error(module.UTF8ToString(module._scatter_error()));
}

/**
 * @param {HTMLElement} element
 * @param {number} n
 */
export async function setup(element, n) {
  const cloud = points(n);
  const { module } = await open(element);
  const start = performance.now();
  const options = new URLSearchParams(location.search);
  module._scatter_theme(1, 20);
  module._scatter_density(options.get('density') === '0' ? 0 : 1);
  show(module, cloud);
  const height = element.clientHeight;
  let frameMs = 0;
  /** @param {{cx: number, cy: number, half: number}} view */
  const frame = async (view) => {
    const began = performance.now();
    module._scatter_motion(options.get('still') === '1' ? 0 : 1, frameMs);
    module._scatter_camera(view.cx, view.cy, height / 2 / view.half);
    draw(module);
    module._scatter_pixel(0, 0);
    frameMs = performance.now() - began;
  };
  await frame({ cx: 0, cy: 0, half: 1.1 });
  return { first_ms: performance.now() - start, frame, pointsDrawn: () => module._scatter_points_drawn() };
}
