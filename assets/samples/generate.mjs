/**
 * Makes support_messages.csv, the sample that Labelscape starts with: invented messages to an
 * invented shop, from the grammars beside this file. The same seed gives the same bytes.
 *
 *     node assets/samples/generate.mjs            writes support_messages.csv
 *     node assets/samples/generate.mjs --truth    prints the true intent of every message as JSON
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { k_english, k_englishFrame } from './grammar_english.mjs';
import { k_languages } from './grammar_languages.mjs';

export const k_seed = 20250301;
export const k_messageCount = 1500;
const k_labeledShare = 0.4;
const k_wrongShare = 0.03;
const k_nearDuplicateShare = 0.05;

/** @type {Record<string, string[]>} */
const k_slots = {
  product: [
    'backpack', 'kettle', 'headset', 'desk lamp', 'raincoat', 'toaster', 'keyboard', 'camping chair', 'office chair',
    'water bottle', 'bike helmet', 'coffee grinder', 'yoga mat', 'wall clock', 'tent', 'printer', 'sweater', 'blender',
  ],
  product2: ['phone case', 'blanket', 'garden hose', 'frying pan', 'jigsaw puzzle', 'pillow', 'torch', 'dog leash'],
  city: ['Leeds', 'Cork', 'Austin', 'Perth', 'Hamburg', 'Lyon', 'Toronto', 'Valencia', 'Oslo', 'Graz', 'Durban', 'Porto'],
  weekday: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
/** How often an intent comes, where it is not once. */
/** @type {Record<string, number>} */
const k_intentWeights = { track_order: 3, refund_status: 2, damaged_item: 2, login_problem: 2, payment_failed: 2 };
const k_channels = ['email', 'email', 'email', 'chat', 'chat', 'form', 'social', 'phone note'];
const k_emojis = ['😡', '😀', '🙏', '😢', '👍', '🎉', '🤔', '📦', '❤️', '😤'];
const k_firstDay = Date.UTC(2025, 2, 1);
const k_dayMs = 86400000;

/** @typedef {ReturnType<typeof makeDice>} Dice */

/** @param {number} seed */
function makeDice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** @param {number} chance */
    happens: (chance) => next() < chance,
    /** @param {number} low @param {number} high inclusive */
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    /** @template T @param {readonly T[]} items @returns {T} */
    pick: (items) => items[Math.floor(next() * items.length)],
  };
}

/**
 * @param {string} slot
 * @param {Dice} dice
 * @param {string[]} products
 */
function fillSlot(slot, dice, products) {
  if (slot === 'product') return dice.pick(products);
  if (slot === 'order') return dice.pick(['#', 'A-', 'no. ', '']) + dice.between(100000, 999999);
  if (slot === 'days') return String(dice.between(2, 14));
  if (slot === 'amount') return `${dice.between(4, 240)}${dice.pick([' €', '.90 €', ' euros', '.50 €'])}`;
  if (slot === 'code') return dice.pick(['SPRING', 'HELLO', 'E', 'SAVE', 'X']) + dice.between(10, 599);
  if (slot === 'version') return `${dice.between(3, 6)}.${dice.between(0, 12)}.${dice.between(0, 9)}`;
  return dice.pick(k_slots[slot]);
}

/**
 * @param {string} template
 * @param {Dice} dice
 * @param {string[]} products
 */
function expand(template, dice, products) {
  const chosen = template.replace(/\[([^\]]*)\]/g, (_, choices) => dice.pick(choices.split('|')));
  return chosen.replace(/\{(\w+)\}/g, (_, slot) => fillSlot(slot, dice, products));
}

/**
 * @param {string} text
 * @param {Dice} dice
 */
function addTypo(text, dice) {
  const at = dice.between(1, text.length - 3);
  if (!/^[a-z]{2}$/.test(text.slice(at, at + 2))) return text;
  const kind = dice.between(0, 2);
  if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
  if (kind === 1) return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
  return text.slice(0, at) + text[at] + text.slice(at);
}

/**
 * @param {string} text
 * @param {Dice} dice
 */
function addTone(text, dice) {
  let toned = text;
  if (dice.happens(0.12)) toned = toned.toLowerCase();
  if (dice.happens(0.02)) toned = toned.toUpperCase();
  if (dice.happens(0.08)) toned = toned.replace(/[.!]$/, '');
  if (dice.happens(0.05)) toned = toned.replace(/[.?]$/, (end) => end + (end === '?' ? '??' : '..'));
  for (let n = dice.happens(0.18) ? dice.between(1, 3) : 0; n > 0; n--) toned = addTypo(toned, dice);
  return toned;
}

/**
 * @param {string} intent
 * @param {string} language
 * @param {Dice} dice
 */
function makeText(intent, language, dice) {
  const { openers, closers } = language === 'en' ? englishFrame(intent) : k_languages[language];
  const gap = language === 'en' ? ' ' : k_languages[language].gap;
  const products = language === 'en' ? k_slots.product : k_languages[language].products;
  const cores = language === 'en' ? k_english[intent].cores : k_languages[language].intents[intent];
  const parts = [expand(dice.pick(cores), dice, products)];
  if (language === 'en' && dice.happens(0.5)) parts.push(expand(dice.pick(k_english[intent].details), dice, products));
  if (dice.happens(0.35)) parts.unshift(dice.pick(openers));
  if (dice.happens(0.3)) parts.push(dice.pick(closers));
  const lineBreak = language === 'en' && parts.length > 2 && dice.happens(0.1);
  let text = parts.join(lineBreak ? '\n' : gap);
  text = text[0].toUpperCase() + text.slice(1);
  if (language === 'en') text = addTone(text, dice);
  return dice.happens(0.06) ? `${text} ${dice.pick(k_emojis)}` : text;
}

/** @param {string} intent */
function englishFrame(intent) {
  const { openers, closers, urgentClosers } = k_englishFrame;
  return { openers, closers: k_english[intent].priority <= 2 ? urgentClosers : closers };
}

/**
 * The same message once more, as people send it twice.
 * @param {string} text
 * @param {Dice} dice
 */
function nearDuplicate(text, dice) {
  const kind = dice.between(0, 4);
  if (kind === 0) return `${text} ${dice.pick(['??', '!!', '...', '🙏', '2nd mail'])}`;
  if (kind === 1) return text.replace(/\d{6}/, () => String(dice.between(100000, 999999))) + '!';
  if (kind === 2) return text.replace(/[.,!?。！？]+$/, '') + ' .';
  if (kind === 3) return `Re: ${text}`;
  return text.toLowerCase().replace(/[.,]/g, '');
}

/** @param {Dice} dice */
function pickLanguage(dice) {
  let rest = dice.between(0, 999) / 10;
  for (const [language, { weight }] of Object.entries(k_languages)) {
    rest -= weight;
    if (rest < 0) return language;
  }
  return 'en';
}

/**
 * @typedef {object} Message
 * @property {string} text
 * @property {string} label '' when not labeled
 * @property {string} id
 * @property {string} channel
 * @property {string} created day and minute
 * @property {number} priority 1 (now) to 4 (some day)
 * @property {string} language ISO 639-1
 */

/** @typedef {{intent: string, duplicateOf: string}} Truth */

/**
 * @param {number} [seed]
 * @returns {{messages: Message[], truth: Truth[]}} truth is what the file does not say
 */
export function generateMessages(seed = k_seed) {
  const dice = makeDice(seed);
  const intents = Object.keys(k_english);
  const weighted = intents.flatMap((intent) => new Array(k_intentWeights[intent] ?? 1).fill(intent));
  /** @type {Message[]} */
  const messages = [];
  /** @type {Truth[]} */
  const truth = [];
  const texts = new Set();
  while (messages.length < k_messageCount) {
    const source = messages.length > 50 && dice.happens(k_nearDuplicateShare)
      ? dice.between(0, messages.length - 1) : -1;
    const intent = source < 0 ? dice.pick(weighted) : truth[source].intent;
    const language = source < 0 ? pickLanguage(dice) : messages[source].language;
    const text = source < 0
      ? makeText(intent, language, dice) : nearDuplicate(messages[source].text, dice);
    if (texts.has(text.trim())) continue;
    texts.add(text.trim());
    const id = `msg-${String(messages.length + 1).padStart(5, '0')}`;
    const created = new Date(k_firstDay + dice.between(0, 120) * k_dayMs + dice.between(6 * 60, 22 * 60) * 60000);
    messages.push({
      text,
      label: dice.happens(k_labeledShare) ? intent : '',
      id,
      channel: dice.pick(k_channels),
      created: created.toISOString().slice(0, 16).replace('T', ' '),
      priority: Math.min(4, Math.max(1, k_english[intent].priority + dice.pick([-1, 0, 0, 0, 1]))),
      language,
    });
    truth.push({ intent, duplicateOf: source < 0 ? '' : messages[source].id });
  }
  spoilLabels(messages, intents, dice);
  return { messages, truth };
}

/**
 * Gives an exact share of the labels to another intent.
 * @param {Message[]} messages
 * @param {string[]} intents
 * @param {Dice} dice
 */
function spoilLabels(messages, intents, dice) {
  const labeled = messages.filter(({ label }) => label !== '');
  for (let left = Math.round(labeled.length * k_wrongShare); left > 0; left--) {
    const [message] = labeled.splice(dice.between(0, labeled.length - 1), 1);
    message.label = dice.pick(intents.filter((intent) => intent !== message.label));
  }
}

/** @param {Message[]} messages */
export function toCsv(messages) {
  const columns = /** @type {(keyof Message)[]} */ (Object.keys(messages[0]));
  const quote = (/** @type {string} */ cell) =>
    /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  const rows = messages.map((message) => columns.map((name) => quote(String(message[name]))).join(','));
  return `${columns.join(',')}\n${rows.join('\n')}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { messages, truth } = generateMessages();
  if (process.argv.includes('--truth')) {
    process.stdout.write(JSON.stringify(truth.map((entry, i) => ({ id: messages[i].id, ...entry }))) + '\n');
  } else {
    writeFileSync(new URL('support_messages.csv', import.meta.url), toCsv(messages));
  }
}
