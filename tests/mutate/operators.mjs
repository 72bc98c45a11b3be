// What a mutant changes in one line of code. A line is changed only as a whole statement or condition, so that the
// C++ side can compile both forms and choose between them while it runs.

/** @typedef {{ what: string, text: string }} Change what: for the report; text: the changed expression */

const k_swaps = [
  [' < ', ' <= '], [' <= ', ' < '], [' > ', ' >= '], [' >= ', ' > '], [' == ', ' != '], [' != ', ' == '],
  [' === ', ' !== '], [' !== ', ' === '], [' && ', ' || '], [' || ', ' && '], [' + ', ' - '], [' - ', ' + '],
];

/** Strings and comments blanked, so that positions stay. @param {string} text */
const blanked = (text) =>
  text.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|\/\/.*$/g, (found) => '\0'.repeat(found.length));

/**
 * Every single change of an expression.
 * @param {string} text
 * @returns {Change[]}
 */
export function changesOf(text) {
  const bare = blanked(text);
  /** @type {Change[]} */
  const changes = [];
  /** @param {number} at @param {string} from @param {string} to */
  const replace = (at, from, to) =>
    changes.push({ what: `${from.trim()} -> ${to.trim()}`, text: text.slice(0, at) + to + text.slice(at + from.length) });
  for (const [from = '', to = ''] of k_swaps) {
    for (let at = bare.indexOf(from); at >= 0; at = bare.indexOf(from, at + 1)) replace(at, from, to);
  }
  for (const { 0: digits, index } of bare.matchAll(/(?<![\w.\0])\d+(?![\w.\0])/g)) {
    replace(index, digits, String(Number(digits) + 1));
    if (Number(digits) > 0) replace(index, digits, String(Number(digits) - 1));
  }
  for (const { 0: call, 1: one = '', 2: two = '', index } of bare.matchAll(/(?<=\w\()([a-z_]\w*), ([a-z_]\w*)(?=[,)])/g)) {
    replace(index, call, `${two}, ${one}`);
  }
  return changes;
}

/** @param {string} text @returns {boolean} */
function isBalanced(text) {
  let depth = 0;
  for (const sign of blanked(text)) {
    if ('([{'.includes(sign)) ++depth;
    if (')]}'.includes(sign) && --depth < 0) return false;
  }
  return depth === 0;
}

/** @typedef {{ kind: 'condition' | 'return' | 'statement', before: string, code: string, after: string }} Place */

/**
 * The part of a line that a mutant may change.
 * @param {string} line
 * @returns {Place | undefined}
 */
export function placeIn(line) {
  const condition = /^(\s*(?:\} else )?(?:if|while) \()(.*)(\)(?: \{| .*;)?)$/.exec(line);
  if (condition) {
    const [, before = '', rest = '', tail = ''] = condition;
    // The condition ends where its parenthesis does, not at the last one of the line.
    for (let end = rest.indexOf(')'); ; end = rest.indexOf(')', end + 1)) {
      const code = end < 0 ? rest : rest.slice(0, end);
      if (isBalanced(code) && !/[;]| = /.test(code)) {
        return { kind: 'condition', before, code, after: end < 0 ? tail : rest.slice(end) + tail };
      }
      if (end < 0) return undefined;
    }
  }
  const returned = /^(\s+)return (.+);$/.exec(line);
  if (returned && isBalanced(returned[2] ?? '')) {
    return { kind: 'return', before: returned[1] ?? '', code: returned[2] ?? '', after: '' };
  }
  const statement = /^(\s+)((?!return|const|let|auto|using|if|for|while|case|break|continue|throw|delete|static|struct|class|await import|export|import)[a-z_][\w.>\-[\]()*&:#?]*(?: [+\-|&^]?= .+|\(.*\)));$/.exec(line);
  if (statement && isBalanced(statement[2] ?? '')) {
    return { kind: 'statement', before: statement[1] ?? '', code: statement[2] ?? '', after: '' };
  }
  return undefined;
}

/** @param {Place} place @returns {Change[]} */
export function changesAt(place) {
  const changes = changesOf(place.code);
  if (place.kind === 'condition') changes.push({ what: 'negated', text: `!(${place.code})` });
  if (place.kind === 'statement') changes.push({ what: 'removed', text: '' });
  return changes;
}

/** A small seeded generator (mulberry32). @param {number} seed @returns {() => number} below 1 */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
