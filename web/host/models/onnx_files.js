/**
 * Which ONNX files a repository has, in which number format, and what belongs to each.
 */

/** @typedef {import('../../types.d.ts').ModelPart} ModelPart */
/** @typedef {{dtype: string, model: ModelPart, data: ModelPart[]}} Variant */

/** Where repositories without a listing may have them, the smallest first. */
export const k_candidates = ['model_quantized', 'model_int8', 'model_fp16', 'model'].flatMap((name) =>
  [`onnx/${name}.onnx`, `${name}.onnx`]);

/** @param {string} path @returns {string} weights that may lie beside it */
export const dataPath = (path) => `${path}_data`;

/** @param {string} path @returns {string | null} null: not to be offered */
export function dtypeOf(path) {
  const stem = (path.split('/').at(-1) ?? '').replace(/\.onnx$/, '');
  const suffix = stem.replace(/^model_?/, '');
  if (/^O\d$/.test(suffix)) return null; // rewritten for one kind of machine
  if (suffix === '') return 'fp32';
  if (suffix === 'quantized') return 'int8';
  return suffix;
}

/** @param {string} dtype */
const rank = (dtype) => {
  const place = ['int8', 'uint8', 'fp16', 'fp32'].indexOf(dtype);
  return place < 0 ? 9 : place;
};

/**
 * @param {ModelPart[]} files
 * @returns {Variant[]} the one to begin with first
 */
export function variantsOf(files) {
  const graphs = files.filter(({ path }) => path.endsWith('.onnx'));
  const models = graphs.filter(({ path }) => /(^|\/)model[^/]*\.onnx$/.test(path));
  /** @type {Map<string, Variant>} */
  const variants = new Map();
  for (const model of models.length > 0 ? models : graphs.slice(0, 1)) {
    const dtype = models.length > 0 ? dtypeOf(model.path) : 'fp32';
    if (dtype === null || variants.has(dtype)) continue;
    const data = files.filter(({ path }) => path.startsWith(dataPath(model.path)) || path === `${model.path}.data`);
    variants.set(dtype, { dtype, model, data });
  }
  return [...variants.values()].sort((a, b) => rank(a.dtype) - rank(b.dtype));
}
