// Several named parts in one block of bytes, one after the other: how files of an archive cross to C++ and back.

/**
 * @param {{name: string, size: number}[]} parts
 * @param {Uint8Array} bytes
 */
export function unpacked(parts, bytes) {
  let at = 0;
  return parts.map(({ name, size }) => ({ name, bytes: bytes.slice(at, (at += size)) }));
}

/** @param {Uint8Array[]} parts */
function packed(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @param {{name: string, bytes: Uint8Array}[]} sections @returns {{json: {sections: object[]}, bytes: Uint8Array}} */
export function sectionsAnswer(sections) {
  const names = sections.map(({ name, bytes }) => ({ name, size: bytes.length }));
  return { json: { sections: names }, bytes: packed(sections.map(({ bytes }) => bytes)) };
}
