/** Files from and to the user: the dialog of the browser, and its download folder. */

/**
 * Lets the user choose files; must be called from a click or key.
 * @param {string} accept as in an input element: ".csv,.tsv"
 * @param {{multiple?: boolean}} [options]
 * @returns {Promise<File[]>} empty when the dialog is closed without a choice
 */
export function pick(accept, { multiple = false } = {}) {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = multiple;
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}

/**
 * Saves under a name in the browser's download folder.
 * @param {string} name
 * @param {Blob} blob
 */
export function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser takes the bytes after this turn; a minute is enough for it to begin.
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
