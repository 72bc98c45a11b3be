/**
 * The user has just pressed a key or a button, so the browser allows it.
 * @param {string} text
 */
export async function writeClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Pages without a secure origin have only the old way.
    const old = document.activeElement;
    const area = document.createElement('textarea');
    area.value = text;
    area.style.cssText = 'position:fixed;left:-100px;width:1px;height:1px';
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    if (old instanceof HTMLElement) old.focus({ preventScroll: true });
  }
}
