// Ticks on, however much the browser slows the timers of a page that nobody sees.

const k_tickMs = 50;
/** @type {ReturnType<typeof setInterval> | undefined} */
let timer;

addEventListener('message', ({ data: running }) => {
  clearInterval(timer);
  timer = running ? setInterval(() => postMessage(null), k_tickMs) : undefined;
});
