// The page of inventory-service: what the API and its live stream say, drawn. No state of its own.

import { $, h, span, ago, clock, mac } from './dom.js';
import { WORDS, outcome, badge, progress, figures, timeline, steps } from './boot.js';
import * as images from './images.js';
import * as standing from './standing.js';

const SHOWN = 500;

const machines = new Map();
const boots = new Map();
/** Boots heard while a list of all is on its way: newer than what the list says. */
let heardMeanwhile = null;
let discovered = null;
let profiles = [];
let open = null;
let openBoots = [];
let openBoot = null;
let state = 'all';
const drafts = new Map();

async function get(path) {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail || `${path}: ${answer.status}`);
  standing.read(answer.headers.get('Rackboot-Freshness'));
  return answer.json();
}

async function all(path, member) {
  const list = [];
  let after = '';
  do {
    const page = await get(`${path}?limit=1000${after && `&after=${encodeURIComponent(after)}`}`);
    list.push(...page[member]);
    after = page.next || '';
  } while (after);
  return list;
}

// ---- what is shown

function bootOf(machine) {
  let newest = null;
  for (const id of machine.macs) {
    const boot = boots.get(id);
    if (boot && (!newest || Date.parse(boot.start) > Date.parse(newest.start))) newest = boot;
  }
  return newest;
}

function matches(machine, boot, words) {
  const text = [machine.hostName, machine.id, mac(machine.id), machine.rack, machine.profile, machine.address,
    boot && boot.address, machine.serial, machine.uuid, boot && boot.image, WORDS[outcome(boot)]].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

function render() {
  const words = $('filter').value.toLowerCase().split(/\s+/).filter(Boolean);
  const counts = { all: 0, complete: 0, running: 0, stalled: 0, failed: 0, none: 0 };
  const rows = [];
  let hidden = 0;
  for (const machine of machines.values()) {
    const boot = bootOf(machine);
    counts.all++;
    counts[outcome(boot)]++;
    if ((state !== 'all' && outcome(boot) !== state) || !matches(machine, boot, words)) continue;
    if (rows.length >= SHOWN) { hidden++; continue; }
    rows.push(row(machine, boot));
    if (machine.id === open) rows.push(detail(machine, boot));
  }
  for (const chip of document.querySelectorAll('.chip[data-filter]')) {
    chip.querySelector('b').textContent = counts[chip.dataset.filter];
    chip.setAttribute('aria-pressed', String(chip.dataset.filter === state));
  }
  const focus = document.activeElement && document.activeElement.dataset.key;
  $('rows').replaceChildren(...rows);
  $('more').textContent = hidden ? `${hidden} more machines; narrow the filter to see them.`
    : rows.length ? '' : counts.all ? 'No machine matches.' : 'No machine yet. Switch one on, or PUT /machines/<mac>.';
  if (focus) document.querySelector(`[data-key="${focus}"]`)?.focus();
}

function row(machine, boot) {
  const expanded = machine.id === open;
  return h('tr', { class: `machine${expanded ? ' open' : ''}` },
    h('td', { class: 'is' }, badge(outcome(boot), boot && boot.outcome === 'running' ? `booting: ${boot.stage}` : undefined)),
    h('td', { class: 'name' }, h('button', {
      type: 'button', 'aria-expanded': String(expanded), 'data-key': `m-${machine.id}`, onclick: () => toggle(machine.id),
    }, machine.hostName || mac(machine.id))),
    h('td', { class: 'mac mono' }, mac(machine.id)),
    h('td', { class: 'rack' }, machine.rack),
    h('td', { class: 'profile' }, machine.profile || h('span', { class: 'dim' }, 'none'),
      machine.oneShotProfile && h('span', { class: 'dim' }, ` (next: ${machine.oneShotProfile})`)),
    h('td', { class: 'address mono num' }, (boot && boot.address) || machine.address || ''),
    h('td', { class: 'wide' }, progress(boot)),
    h('td', { class: 'began num' }, boot ? h('time', { datetime: boot.start, title: new Date(boot.start).toLocaleString() }, ago(boot.start)) : ''),
    h('td', { class: 'took num' }, boot && boot.duration !== undefined ? span(boot.duration) : ''));
}

// ---- one machine's boots

async function toggle(id) {
  open = open === id ? null : id;
  openBoots = [];
  openBoot = null;
  render();
  if (open) await loadBoots();
}

async function loadBoots() {
  const wanted = open;
  const list = await get(`/machines/${wanted}/boots`).then((answer) => answer.boots, () => []);
  if (wanted === open) {
    openBoots = list;
    render();
  }
}

function detail(machine, latest) {
  const cell = h('td', { colspan: 9 });
  const list = openBoots.length ? openBoots : latest ? [latest] : [];
  const boot = list.find((one) => one.id === openBoot) || list[0];
  if (!boot) {
    cell.append(h('p', { class: 'note' }, 'No boot of this machine is known.'));
  } else {
    cell.append(h('div', { class: 'boots', role: 'group', 'aria-label': 'Boots' }, ...list.map((one) => h('button', {
      type: 'button', class: 'chip', 'data-state': one.outcome, 'aria-pressed': String(one === boot), 'data-key': `b-${one.id}`,
      onclick: () => { openBoot = one.id; render(); },
    }, clock(one.start), one.duration !== undefined && h('b', {}, span(one.duration))))), figures(boot));
    if (boot.reason) cell.append(h('p', { class: 'why', 'data-state': boot.outcome }, `${boot.outcome}: ${boot.reason}`));
    cell.append(timeline(boot), steps(boot));
    const log = boot.steps.map((step) => step.log).find(Boolean);
    if (log) cell.append(h('h3', {}, 'The end of its log'), h('pre', { tabindex: 0 }, log));
  }
  return h('tr', { class: 'detail' }, cell);
}

// ---- machines nobody has added yet

function renderDiscovered() {
  // What the service rendered stands until they are loaded; a form that is being filled in stays.
  if (!discovered || document.activeElement?.closest('form.add')) return;
  $('unknown').hidden = discovered.length === 0;
  $('unknown-count').textContent = discovered.length;
  $('unknown-rows').replaceChildren(...discovered.slice(0, SHOWN).map((one) => h('tr', {},
    h('td', { class: 'mac mono' }, one.mac), h('td', { class: 'rack' }, one.rack), h('td', { class: 'firmware' }, one.firmware),
    h('td', { class: 'last num' }, h('time', { datetime: one.last }, ago(one.last))), h('td', { class: 'act' }, addForm(one)))));
}

function addForm(one) {
  const draft = drafts.get(one.machine) || { name: '', profile: profiles.length === 1 ? profiles[0].name : '', wrong: '' };
  drafts.set(one.machine, draft);
  const choice = h('select', { 'aria-label': `Profile of ${one.mac}`, onchange: (event) => { draft.profile = event.target.value; } },
    h('option', { value: '' }, 'no profile yet'),
    ...profiles.map((profile) => h('option', { value: profile.name, selected: profile.name === draft.profile }, profile.name)));
  const name = h('input', {
    placeholder: 'host name', 'aria-label': `Host name of ${one.mac}, optional`, value: draft.name, autocomplete: 'off',
    oninput: (event) => { draft.name = event.target.value; },
  });
  const away = !standing.current();
  return h('form', { class: 'add', onsubmit: (event) => { event.preventDefault(); add(one, draft); } },
    name, choice, h('button', { class: 'main', disabled: away, title: away && 'Not while the page is out of date' }, 'Add'),
    draft.wrong && h('span', { class: 'wrong', role: 'alert' }, draft.wrong));
}

async function add(one, draft) {
  const machine = { rack: one.rack };
  if (one.uuid) machine.uuid = one.uuid;
  if (draft.name.trim()) machine.hostName = draft.name.trim();
  if (draft.profile) machine.profile = draft.profile;
  const answer = await fetch(`/machines/${one.machine}`, {
    method: 'PUT', headers: { 'Content-Type': 'application/json', 'If-None-Match': '*' }, body: JSON.stringify(machine),
  }).catch(() => null);
  document.activeElement?.blur();
  if (answer && answer.ok) {
    drafts.delete(one.machine);
  } else {
    draft.wrong = answer ? (await answer.json().catch(() => ({}))).detail || `status ${answer.status}` : 'the service cannot be reached';
  }
  await loadDocuments();
}

// ---- loading and listening

async function loadDocuments() {
  const [list, unknown, choices] = await Promise.all([all('/machines', 'machines'), get('/discovered'), all('/profiles', 'profiles')]);
  machines.clear();
  list.sort((a, b) => (a.rack + (a.hostName || a.id)).localeCompare(b.rack + (b.hostName || b.id), undefined, { numeric: true }));
  list.forEach((machine) => machines.set(machine.id, machine));
  discovered = unknown.discovered;
  profiles = choices;
  render();
  renderDiscovered();
  images.render(profiles);
}

async function loadImages() {
  if (!await images.load(get, all, profiles)) soon('images-again', loadImages, 500);
}

async function load() {
  heardMeanwhile = new Map();
  try {
    const list = await all('/boots', 'boots');
    boots.clear();
    list.forEach((boot) => boots.set(boot.machine, boot));
    heardMeanwhile.forEach((boot) => boots.set(boot.machine, boot));
  } finally {
    heardMeanwhile = null;
  }
  await loadDocuments();
  await loadImages();
  if (open) await loadBoots();
}

const timers = new Map();
/** Does it after the delay, once, however often it is asked for meanwhile; what fails is done again. */
function soon(name, task, delay) {
  if (timers.has(name)) return;
  timers.set(name, setTimeout(() => {
    timers.delete(name);
    Promise.resolve().then(task).then(() => standing.fine(name), (error) => {
      standing.failed(name, error.message);
      soon(name, task, 3000);
    });
  }, delay));
}

function heardBoot(boot) {
  boots.set(boot.machine, boot);
  if (heardMeanwhile) heardMeanwhile.set(boot.machine, boot);
  const at = openBoots.findIndex((one) => one.id === boot.id);
  if (at >= 0) openBoots[at] = boot;
  else if (open && machines.get(open)?.macs.includes(boot.machine)) soon('boots', loadBoots, 50);
  soon('render', render, 60);
}

function heardImage(fact) {
  if (fact.type.endsWith('.image-published')) images.expect(fact);
  else soon('images-again', loadImages, 2000); // the document may go a moment after the fact
  soon('images', loadImages, 200);
}

const documentsChanged = () => soon('documents', loadDocuments, 300);
const buildGoesOn = () => soon('builds', () => images.loadBuilds(get, profiles), 200);

$('filter').addEventListener('input', () => soon('render', render, 60));
$('filter').closest('form').addEventListener('submit', (event) => event.preventDefault());
for (const chip of document.querySelectorAll('.chip[data-filter]')) {
  chip.addEventListener('click', () => { state = chip.dataset.filter; render(); });
}
document.addEventListener('keydown', (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === '/' && !typing) { event.preventDefault(); $('filter').focus(); }
  if (event.key === 'Escape' && open) { const id = open; toggle(id).then(() => document.querySelector(`[data-key="m-${id}"]`)?.focus()); }
});
document.addEventListener('focusout', () => soon('discovered', renderDiscovered, 200));
setInterval(() => {
  const boot = open && machines.has(open) && bootOf(machines.get(open));
  if (boot && boot.outcome === 'running' && standing.current()) render();
}, 1000);
setInterval(() => { if (!document.activeElement?.closest('#rows')) render(); }, 30000);

if (location.hash) open = location.hash.slice(1).toLowerCase().replace(/[:-]/g, '');
document.body.classList.add('js');
standing.onChange((now) => {
  soon('discovered', renderDiscovered, 0);
  if (now === 'live' || now === 'catching-up') soon('load', load, 100);
});
standing.listen({
  boot: heardBoot,
  'machine-changed': documentsChanged,
  'machine-discovered': documentsChanged,
  'build-started': buildGoesOn,
  'build-progress': buildGoesOn,
  'build-finished': buildGoesOn,
  'build-failed': buildGoesOn,
  'image-published': heardImage,
  'image-retired': heardImage,
}, () => soon('load', load, 100));
