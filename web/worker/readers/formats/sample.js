/** What the first records of a file tell about its fields. */

/**
 * @param {any[]} objects
 * @returns {string | undefined} the field "text", or the one with the longest strings
 */
export function longestField(objects) {
  /** @type {Map<string, number>} */
  const lengths = new Map();
  for (const object of objects) {
    for (const [key, value] of Object.entries(object)) {
      if (typeof value === 'string') lengths.set(key, (lengths.get(key) ?? 0) + value.length);
    }
  }
  if (lengths.has('text')) return 'text';
  return [...lengths].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/**
 * @param {any[]} objects
 * @param {string} key
 * @returns {boolean} whether the field is there and differs in all of them
 */
export function isUnique(objects, key) {
  const values = objects.map((object) => object[key]);
  return values.every((value) => value !== undefined && value !== null) && new Set(values).size === values.length;
}
