// Text that the program's own fonts cannot draw: measured and painted by the browser, with every font of the machine,
// shaped and in the right direction.

const k_family = 'Labelscape, system-ui, "Segoe UI", "Noto Sans", sans-serif';
// As in src/ui/text/text_rasterizer.hpp, in em.
const k_ascent = 1.3;
const k_pad = 0.3;

/**
 * @typedef {object} RunStyle
 * @property {number} em CSS pixels
 * @property {number} weight 400 or 600
 * @property {boolean} rtl base direction
 */

/** @param {RunStyle} style */
const fontOf = ({ em, weight }) => `${weight} ${em}px ${k_family}`;

export class PageText {
  #context;
  /** @type {HTMLElement | undefined} */
  #ruler;
  /** What stands in the ruler. */
  #ruled = '';

  constructor() {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('The browser gave no 2D canvas.\nWhat to do: close other tabs and reload.');
    this.#context = context;
  }

  /**
   * The program's own face, so that Latin words beside Arabic look like all others.
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @param {number} weight
   */
  addFont(bytes, weight) {
    const face = new FontFace('Labelscape', bytes, { weight: String(weight) });
    document.fonts.add(face);
    return face.load();
  }

  /** @param {RunStyle} style */
  #prepare(style) {
    const context = this.#context;
    context.font = fontOf(style);
    context.direction = style.rtl ? 'rtl' : 'ltr';
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
    // Positions that do not depend on the size, so that what was measured fits at every pixel ratio.
    context.textRendering = 'geometricPrecision';
  }

  /**
   * Advance width in CSS pixels.
   * @param {string} text
   * @param {RunStyle} style
   */
  measure(text, style) {
    this.#prepare(style);
    return this.#context.measureText(text).width;
  }

  /**
   * Straight RGBA, rows from the top.
   * @param {string} text
   * @param {RunStyle} style
   * @param {{ color: number, pixelRatio: number, width: number, height: number }} picture device pixels
   */
  rasterize(text, style, { color, pixelRatio, width, height }) {
    const context = this.#context;
    const canvas = context.canvas;
    if (canvas.width < width) canvas.width = width;
    if (canvas.height < height) canvas.height = height;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(
      pixelRatio,
      0,
      0,
      pixelRatio,
      Math.round(k_pad * style.em * pixelRatio),
      Math.round(k_ascent * style.em * pixelRatio),
    );
    this.#prepare(style);
    context.fillStyle = `#${color.toString(16).padStart(6, '0')}`;
    context.fillText(text, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  }

  /**
   * Where a line may break inside a text of a script without spaces.
   * @param {string} text
   * @returns {number[]} offsets in bytes of UTF-8, rising, without 0
   */
  wordBreaks(text) {
    if (!('Segmenter' in Intl)) return [];
    const encoder = new TextEncoder();
    const segments = new Intl.Segmenter('th', { granularity: 'word' }).segment(text);
    let at = 0;
    const breaks = [];
    for (const { segment } of segments) {
      if (at > 0) breaks.push(at);
      at += encoder.encode(segment).length;
    }
    return breaks;
  }

  /**
   * Where a part of a line stands: pairs of left and right edge in CSS pixels from the line's left end.
   * @param {string} text
   * @param {RunStyle} style
   * @param {number} from in UTF-16 units, as is `to`
   * @param {number} to
   * @returns {number[]}
   */
  extents(text, style, from, to) {
    const ruler = (this.#ruler ??= this.#makeRuler());
    const font = fontOf(style);
    const key = `${font} ${style.rtl} ${text}`;
    // Many parts of one line are asked for in a row: then the page is laid out once.
    if (this.#ruled !== key) {
      ruler.style.font = font;
      ruler.dir = style.rtl ? 'rtl' : 'ltr';
      ruler.textContent = text;
      this.#ruled = key;
    }
    const node = ruler.firstChild;
    if (!node) return [];
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const { left } = ruler.getBoundingClientRect();
    return [...range.getClientRects()].flatMap((rect) => [rect.left - left, rect.right - left]);
  }

  #makeRuler() {
    const ruler = document.createElement('span');
    ruler.setAttribute('aria-hidden', 'true');
    Object.assign(ruler.style, {
      position: 'fixed',
      left: '0',
      top: '0',
      whiteSpace: 'pre',
      visibility: 'hidden',
      pointerEvents: 'none',
      textRendering: 'geometricPrecision',
      fontKerning: 'none',
    });
    document.body.append(ruler);
    return ruler;
  }
}
