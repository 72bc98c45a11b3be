// A BERT encoder of the size of all-MiniLM-L6-v2 with random weights, for throughput only: the graph that PyTorch
// exports, so that ONNX Runtime's fusions apply, in fp32 or with the dynamic int8 pattern of its quantizer.

import { model, node, weights } from '../web/onnx_support.js';

const k_vocabulary = 30522;
const k_width = 384;
const k_heads = 12;
const k_layers = 6;
const k_positions = 512;

/** @param {number} seed */
function makeNormal(seed) {
  let state = seed;
  const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
  return () => uniform() + uniform() + uniform() + uniform() - 2;
}

/** @param {{int8?: boolean, layers?: number}} [options] @returns {Buffer} */
export function bertModel({ int8 = false, layers = k_layers } = {}) {
  const parts = [];
  const normal = makeNormal(3);
  const quantized = new Set();
  const run = (op, inputs, output, attributes) => (parts.push(node(op, inputs, output, attributes)), output);
  const put = (name, type, dims, data) => (parts.push(weights(name, type, dims, data)), name);
  const floats = (name, dims, scale) =>
    put(name, 'float32', dims, Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, () => normal() * scale));
  const scalar = (name, value) => put(name, 'float32', [], Float32Array.of(value));
  const ints = (name, values) => put(name, 'int64', [values.length], BigInt64Array.from(values, BigInt));

  function matmul(x, rows, columns, name) {
    if (!int8) return run('MatMul', [x, floats(`${name}_w`, [rows, columns], 0.07)], name);
    if (!quantized.has(x)) {
      parts.push(node('DynamicQuantizeLinear', [x], `${x}_q`, {}, [`${x}_s`, `${x}_z`]));
      quantized.add(x);
    }
    const values = Int8Array.from({ length: rows * columns }, () => Math.max(-127, Math.min(127, Math.round(normal() * 60))));
    put(`${name}_w`, 'int8', [rows, columns], values);
    put(`${name}_wz`, 'int8', [], Int8Array.of(0));
    run('MatMulInteger', [`${x}_q`, `${name}_w`, `${x}_z`, `${name}_wz`], `${name}_i`);
    run('Cast', [`${name}_i`], `${name}_c`, { to: 1 });
    run('Mul', [`${x}_s`, scalar(`${name}_ws`, 0.07 / 60)], `${name}_sc`);
    return run('Mul', [`${name}_c`, `${name}_sc`], name);
  }
  const linear = (x, rows, columns, name) =>
    run('Add', [floats(`${name}_b`, [columns], 0.01), matmul(x, rows, columns, `${name}_mm`)], name);
  function layerNorm(x, name) {
    run('ReduceMean', [x], `${name}_m`, { axes: [-1] });
    run('Sub', [x, `${name}_m`], `${name}_d`);
    run('Pow', [`${name}_d`, 'two'], `${name}_p`);
    run('ReduceMean', [`${name}_p`], `${name}_v`, { axes: [-1] });
    run('Add', [`${name}_v`, 'eps'], `${name}_e`);
    run('Sqrt', [`${name}_e`], `${name}_sq`);
    run('Div', [`${name}_d`, `${name}_sq`], `${name}_x`);
    put(`${name}_g`, 'float32', [k_width], new Float32Array(k_width).fill(1));
    put(`${name}_bt`, 'float32', [k_width], new Float32Array(k_width));
    run('Mul', [`${name}_x`, `${name}_g`], `${name}_y`);
    return run('Add', [`${name}_y`, `${name}_bt`], name);
  }

  for (const [name, value] of [['two', 2], ['eps', 1e-12], ['sq2', Math.SQRT2], ['one', 1], ['half', 0.5],
    ['sqd', Math.sqrt(k_width / k_heads)], ['min', -3.4e38]]) scalar(name, value);
  for (const [name, values] of [['ax12', [1, 2]], ['ax1', [1]], ['hs', [0, 0, k_heads, k_width / k_heads]],
    ['ms', [0, 0, k_width]], ['zero', [0]], ['i1', [1]], ['i2', [2]]]) ints(name, values);
  put('pids', 'int64', [1, k_positions], BigInt64Array.from({ length: k_positions }, (_, i) => BigInt(i)));

  run('Gather', [floats('wte', [k_vocabulary, k_width], 0.09), 'input_ids'], 'e_w');
  run('Gather', [floats('tte', [2, k_width], 0.09), 'token_type_ids'], 'e_t');
  run('Add', ['e_w', 'e_t'], 'e_wt');
  run('Shape', ['input_ids'], 'shp');
  run('Slice', ['shp', 'i1', 'i2'], 'len');
  run('Slice', ['pids', 'zero', 'len', 'ax1'], 'pos');
  run('Gather', [floats('pte', [k_positions, k_width], 0.09), 'pos'], 'e_p');
  run('Add', ['e_wt', 'e_p'], 'e_s');
  let x = layerNorm('e_s', 'h0');
  run('Unsqueeze', ['attention_mask', 'ax12'], 'am4');
  run('Cast', ['am4'], 'amf', { to: 1 });
  run('Sub', ['one', 'amf'], 'am_i');
  run('Mul', ['am_i', 'min'], 'mask');
  for (let l = 0; l < layers; ++l) {
    const p = `l${l}_`;
    for (const z of 'qkv') {
      linear(x, k_width, k_width, p + z);
      run('Reshape', [p + z, 'hs'], `${p}${z}r`);
      run('Transpose', [`${p}${z}r`], `${p}${z}t`, { perm: z === 'k' ? [0, 2, 3, 1] : [0, 2, 1, 3] });
    }
    run('MatMul', [`${p}qt`, `${p}kt`], `${p}qk`);
    run('Div', [`${p}qk`, 'sqd'], `${p}qks`);
    run('Add', [`${p}qks`, 'mask'], `${p}qkm`);
    run('Softmax', [`${p}qkm`], `${p}sm`, { axis: -1 });
    run('MatMul', [`${p}sm`, `${p}vt`], `${p}ctx`);
    run('Transpose', [`${p}ctx`], `${p}ctxt`, { perm: [0, 2, 1, 3] });
    run('Reshape', [`${p}ctxt`, 'ms'], `${p}ctxr`);
    linear(`${p}ctxr`, k_width, k_width, `${p}o`);
    run('Add', [`${p}o`, x], `${p}r1`);
    const x1 = layerNorm(`${p}r1`, `${p}n1`);
    linear(x1, k_width, 4 * k_width, `${p}f1`);
    run('Div', [`${p}f1`, 'sq2'], `${p}gd`);
    run('Erf', [`${p}gd`], `${p}ge`);
    run('Add', [`${p}ge`, 'one'], `${p}ga`);
    run('Mul', [`${p}f1`, `${p}ga`], `${p}gm`);
    run('Mul', [`${p}gm`, 'half'], `${p}gl`);
    linear(`${p}gl`, 4 * k_width, k_width, `${p}f2`);
    run('Add', [`${p}f2`, x1], `${p}r2`);
    x = layerNorm(`${p}r2`, l === layers - 1 ? 'last_hidden_state' : `${p}n2`);
  }
  const shape = ['batch', 'tokens'];
  return model(parts, ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => [name, 'int64', shape]),
    [['last_hidden_state', 'float32', [...shape, k_width]]]);
}
