// Writes small ONNX models for tests: just the fields of onnx.proto that a graph needs.

const k_types = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 };

/** @typedef {keyof typeof k_types} Type */

/** @param {number} value @returns {number[]} */
function varint(value) {
  const bytes = [];
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    if (rest <= 127n) return bytes;
  }
}

/** @param {number} field @param {number} value */
const integer = (field, value) => Buffer.from([...varint(field << 3), ...varint(value)]);
/** @param {number} field @param {Uint8Array | string | Uint8Array[]} content */
function block(field, content) {
  const bytes = Array.isArray(content) ? Buffer.concat(content) : Buffer.from(content);
  return Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(bytes.length)]), bytes]);
}

/** @param {string} name @param {number | number[]} value */
function attribute(name, value) {
  const values = Array.isArray(value)
    ? [...value.map((v) => integer(8, v)), integer(20, 7)]
    : [integer(3, value), integer(20, 2)];
  return block(5, [block(1, name), ...values]);
}

/**
 * @param {string} op @param {string[]} inputs @param {string} output
 * @param {Record<string, number | number[]>} [attributes] @param {string[]} [moreOutputs]
 */
export const node = (op, inputs, output, attributes = {}, moreOutputs = []) =>
  block(1, [...inputs.map((name) => block(1, name)), ...[output, ...moreOutputs].map((name) => block(2, name)), block(4, op),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value))]);

/** @param {string} name @param {Type} type @param {number[]} dims @param {ArrayBufferView} data */
export const weights = (name, type, dims, data) =>
  block(5, [...dims.map((size) => integer(1, size)), integer(2, k_types[type]), block(8, name),
    block(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))]);

/**
 * The same beside the graph, from the beginning of another file.
 * @param {string} name @param {Type} type @param {number[]} dims @param {string} file @param {number} length bytes
 */
export function outsideWeights(name, type, dims, file, length) {
  const entries = Object.entries({ location: file, offset: '0', length: String(length) });
  return block(5, [...dims.map((size) => integer(1, size)), integer(2, k_types[type]), block(8, name),
    ...entries.map(([key, value]) => block(13, [block(1, key), block(2, value)])), integer(14, 1)]);
}

/** @param {number} field @param {[name: string, type: Type, shape: (string | number)[]]} value */
const described = (field, [name, type, shape]) =>
  block(field, [block(1, name), block(2, [block(1, [integer(1, k_types[type]), block(2, shape.map((size) =>
    block(1, [typeof size === 'number' ? integer(1, size) : block(2, size)])))])])]);

/**
 * @param {Uint8Array[]} parts of node() and weights()
 * @param {[string, Type, (string | number)[]][]} inputs
 * @param {[string, Type, (string | number)[]][]} outputs
 * @returns {Buffer}
 */
export function model(parts, inputs, outputs) {
  const graph = [...parts, block(2, 'test'), ...inputs.map((value) => described(11, value)),
    ...outputs.map((value) => described(12, value))];
  return Buffer.concat([integer(1, 8), block(7, graph), block(8, [block(1, ''), integer(2, 14)])]);
}

/** @param {number} value a small number @returns {number} its bits as a half float */
export function halfOf(value) {
  if (value === 0) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | Math.round((Math.abs(value) / 2 ** exponent - 1) * 1024);
}

/**
 * A model whose token vectors are rows of a table: row i holds i and 1, then zeros.
 * @param {object} [options]
 * @param {string[]} [options.inputs]
 * @param {Type} [options.inputType]
 * @param {Type} [options.type] of the output
 * @param {'tokens' | 'sentence' | 'both' | 'first'} [options.output] the mean of all tokens for sentence, padding included
 * @param {string} [options.name] of the sentence output
 * @param {number} [options.vocabulary]
 * @param {number} [options.scale] of the table
 */
export function lookupModel({ inputs = ['input_ids', 'attention_mask'], inputType = 'int64', type = 'float32',
  output = 'tokens', name = 'sentence_embedding', vocabulary = 30522, scale = 1 } = {}) {
  const dimension = 4;
  const values = new Float32Array(vocabulary * dimension);
  for (let i = 0; i < vocabulary; ++i) values.set([(i * scale) / 1000, scale, 0, 0], i * dimension);
  const table = type === 'float16' ? Uint16Array.from(values, halfOf) : values;
  const parts = [weights('table', type, [vocabulary, dimension], table)];
  // Every input must be used by the graph to stay one.
  const used = inputs.filter((input) => input !== 'input_ids');
  let ids = 'input_ids';
  for (const input of used) {
    parts.push(node('Sub', [input, input], `${input}_zero`), node('Add', [ids, `${input}_zero`], `${input}_ids`));
    ids = `${input}_ids`;
  }
  parts.push(node('Gather', ['table', ids], 'last_hidden_state'));
  /** @type {[string, Type, (string | number)[]][]} */
  const outputs = [];
  if (output !== 'sentence') outputs.push(['last_hidden_state', type, ['batch', 'tokens', dimension]]);
  if (output === 'sentence' || output === 'both') {
    parts.push(node('ReduceMean', ['last_hidden_state'], name, { axes: [1], keepdims: 0 }));
    outputs.push([name, type, ['batch', dimension]]);
  }
  return model(parts, inputs.map((input) => [input, inputType, ['batch', 'tokens']]), outputs);
}
