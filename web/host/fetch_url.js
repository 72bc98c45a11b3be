/** Files that lie at an address. */
import { FileError } from '../worker/files_protocol.js';

/**
 * The file at an address that the user gave (`?data=`). Nothing is sent with it.
 * @param {string} url absolute, or relative to the page
 * @param {typeof fetch} [fetchIt]
 * @returns {Promise<File>} named as the last part of the address; rejects with `fetch_failed`
 */
export async function fetchUrl(url, fetchIt = fetch) {
  const address = parseUrl(url);
  let response;
  try {
    response = await fetchIt(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch {
    throw new FileError('fetch_failed', `${address.host} cannot be reached or does not allow ` +
      'other pages to read this file. Download it and drop it here');
  }
  if (!response.ok) {
    const status = `${address.host} answers ${response.status} for this file`;
    throw new FileError('fetch_failed', `${status}. Check the address`);
  }
  return new File([await response.blob()], fileName(address));
}

/** @param {string} url */
function parseUrl(url) {
  try {
    return new URL(url, globalThis.location?.href);
  } catch {
    throw new FileError('fetch_failed', `"${url}" is not an address`);
  }
}

/** @param {URL} address */
function fileName(address) {
  const last = address.pathname.split('/').pop() || 'data';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
