// How far what the page shows can be trusted: what the service says of itself, and whether it is heard at all.

import { $, clock } from './dom.js';

const WORDS = { live: 'live', 'catching-up': 'catching up', stale: 'out of date', lost: 'connection lost' };
const changed = [];
let said = null;
let lostAt = null;
const troubles = new Map();

const state = () => (lostAt ? 'lost' : said ? said.state : null);

/** Whether changes make sense, and time goes on for what is shown. */
export const current = () => state() === null || state() === 'live' || state() === 'catching-up';

/** Until when what is shown holds, in milliseconds. */
export const shownUntil = () => (current() ? Date.now() : lostAt || Date.parse(said.since));

/** Calls the task whenever the state is another. */
export const onChange = (task) => changed.push(task);

function show() {
  const now = state();
  const trouble = [...troubles.values()][0];
  const word = trouble ? 'lost' : now;
  $('link').dataset.state = word;
  $('link').textContent = WORDS[word] || 'connecting';
  const banner = $('standing');
  banner.hidden = word === 'live' || word === null;
  banner.dataset.state = word;
  if (lostAt) {
    banner.textContent = `The service cannot be reached: what is shown is as of ${clock(lostAt)}. Trying again; it recovers by itself.`;
  } else if (trouble) {
    banner.textContent = `The service answers with an error: ${trouble}. What is shown may be out of date; trying again.`;
  } else if (said) {
    banner.textContent = `${said.text} Since ${clock(said.since)}.`;
  }
  document.body.classList.toggle('stale', !current() || Boolean(trouble));
}

function become(change) {
  const before = state();
  change();
  show();
  if (state() !== before) changed.forEach((task) => task(state()));
}

/** The service said how current it is. */
export const heard = (standing) => become(() => { said = standing; lostAt = null; });

/** The service is not heard any more. */
export const lost = () => become(() => { lostAt = lostAt || Date.now(); });

/** A task failed with this message. */
export const failed = (task, message) => become(() => { troubles.set(task, message); });

/** A task went well, maybe after it had failed. */
export const fine = (task) => { if (troubles.has(task)) become(() => { troubles.delete(task); }); };

/** The header Rackboot-Freshness of a read; the service's own word comes with the next heartbeat at the latest. */
export function read(freshness) {
  if (freshness && freshness !== 'live' && said && said.state === 'live') {
    heard({ state: 'stale', since: new Date().toISOString(), text: `What was read just now is ${freshness}.` });
  }
}

/**
 * Listens for good: a connection that ends, is refused or falls silent is made anew.
 *
 * @param handlers what to do by the name of an event, with its data
 * @param opened called at each connection
 */
export function listen(handlers, opened) {
  let limit = 45000;
  let last = Date.now();
  let stream;
  let retry;
  const connect = () => {
    clearTimeout(retry);
    if (stream) stream.close();
    last = Date.now();
    stream = new EventSource('/live');
    stream.onopen = opened;
    stream.onerror = () => {
      lost();
      if (stream.readyState === EventSource.CLOSED) retry = setTimeout(connect, 2000);
    };
    stream.addEventListener('freshness', (event) => {
      const standing = JSON.parse(event.data);
      last = Date.now();
      limit = 2500 * standing.heartbeat + 2000;
      heard(standing);
    });
    for (const [name, handler] of Object.entries(handlers)) {
      stream.addEventListener(name, (event) => handler(JSON.parse(event.data)));
    }
  };
  setInterval(() => {
    if (Date.now() - last > limit) { lost(); connect(); }
  }, 1000);
  connect();
}
