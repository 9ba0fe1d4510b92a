'use strict';
// The page of inventory-service: what the API and its two live streams say, drawn. No state of its own.

const STAGES = ['requested', 'leased', 'loader', 'script', 'kernel', 'started', 'complete'];
const LABELS = {
  leased: 'Address', loader: 'Loader', script: 'Boot script', kernel: 'Kernel and initrd',
  started: 'Kernel start', complete: 'System',
};
const WORDS = { running: 'booting', complete: 'up', failed: 'failed', stalled: 'stalled', none: 'no boot seen' };
const SHOWN = 500;

const machines = new Map();
const boots = new Map();
let discovered = [];
let profiles = [];
let open = null;
let openBoots = [];
let openBoot = null;
let state = 'all';
let stepsShown = false;
const drafts = new Map();

const $ = (id) => document.getElementById(id);

function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

async function get(path) {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail || `${path}: ${answer.status}`);
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

// ---- figures for people

function span(seconds) {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(0)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

function ago(time) {
  const seconds = Math.max(0, (Date.now() - Date.parse(time)) / 1000);
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 86400 ? `${Math.floor(seconds / 3600)} h ago` : new Date(time).toLocaleDateString();
}

const clock = (time) => new Date(time).toLocaleTimeString();
const mac = (id) => id.replace(/(..)(?!$)/g, '$1:');
const file = (path) => path.split('/').pop() || path;

// ---- what is shown

function bootOf(machine) {
  let newest = null;
  for (const id of machine.macs) {
    const boot = boots.get(id);
    if (boot && (!newest || boot.start > newest.start)) newest = boot;
  }
  return newest;
}

const outcome = (boot) => (boot ? boot.outcome : 'none');

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

function badge(kind, word) {
  return h('span', { class: 'state', 'data-state': kind }, word || WORDS[kind]);
}

function progress(boot) {
  const reached = boot ? STAGES.indexOf(boot.stage) : -1;
  return h('span', { class: 'stages', 'data-state': outcome(boot), title: boot ? `stage ${boot.stage}` : 'no boot seen' },
    ...STAGES.map((_, i) => h('i', { class: i <= reached ? 'done' : '' })));
}

function row(machine, boot) {
  const expanded = machine.id === open;
  return h('tr', { class: `machine${expanded ? ' open' : ''}` },
    h('td', {}, badge(outcome(boot), boot && boot.outcome === 'running' ? `booting: ${boot.stage}` : undefined)),
    h('td', { class: 'name' }, h('button', {
      type: 'button', 'aria-expanded': String(expanded), 'data-key': `m-${machine.id}`, onclick: () => toggle(machine.id),
    }, machine.hostName || mac(machine.id))),
    h('td', { class: 'mono' }, mac(machine.id)),
    h('td', {}, machine.rack),
    h('td', {}, machine.profile || h('span', { class: 'dim' }, 'none'),
      machine.oneShotProfile && h('span', { class: 'dim' }, ` (next: ${machine.oneShotProfile})`)),
    h('td', { class: 'mono num' }, (boot && boot.address) || machine.address || ''),
    h('td', { class: 'wide' }, progress(boot)),
    h('td', { class: 'num' }, boot ? h('time', { datetime: boot.start, title: new Date(boot.start).toLocaleString() }, ago(boot.start)) : ''),
    h('td', { class: 'num' }, boot && boot.duration !== undefined ? span(boot.duration) : ''));
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
    cell.append(h('p', { class: 'note' }, 'This machine has not booted in the last day.'));
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

function figures(boot) {
  const pairs = [['Firmware', boot.firmware], ['Began', new Date(boot.start).toLocaleString()], ['Address', boot.address],
    ['Image', boot.image], ['Kernel uptime', boot.uptime !== undefined && span(boot.uptime)],
    ['In all', boot.duration !== undefined && span(boot.duration)]];
  return h('dl', { class: 'facts' }, ...pairs.filter(([, value]) => value)
    .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', { class: 'num' }, value))));
}

function end(boot) {
  if (boot.duration !== undefined) return boot.duration;
  const last = (Date.parse(boot.last) - Date.parse(boot.start)) / 1000;
  return boot.outcome === 'running' ? Math.max(last, (Date.now() - Date.parse(boot.start)) / 1000) : last;
}

function timeline(boot) {
  const total = Math.max(end(boot), 0.001);
  const rows = [];
  const reached = [...boot.stages].sort((a, b) => a.since - b.since);
  const files = boot.steps.filter((step) => step.step === 'fetched' && step.outcome !== 'probe');
  let from = 0;
  for (const { stage, since } of reached) {
    if (stage !== 'requested') rows.push(bar(LABELS[stage], from, since, total, 'stage'), ...files.filter((f) => of(f) === stage).map((f) => fileBar(f, total)));
    from = Math.max(from, since);
  }
  if (boot.outcome !== 'complete') {
    const next = STAGES[STAGES.indexOf(boot.stage) + 1];
    const kind = { running: 'now', stalled: 'late', failed: 'bad' }[boot.outcome];
    rows.push(bar(`${LABELS[next] || 'Next'}${kind === 'bad' ? ': never' : ' …'}`, from, total, total, kind));
  }
  rows.push(...files.filter((f) => !reached.some(({ stage }) => stage === of(f))).map((f) => fileBar(f, total)));
  const axis = h('div', { class: 'row axis' }, h('span', { class: 'label' }, 'since the first request'),
    h('span', { class: 'track' }, ...[0, 0.25, 0.5, 0.75, 1].map((part) => h('em', { class: 'num' }, span(total * part)))), h('span', {}));
  return h('div', { class: 'timeline', role: 'img', 'aria-label': `Timeline of a boot of ${span(total)}; the steps below say the same in words` }, axis, ...rows);
}

function of(step) {
  return { loader: 'loader', script: 'script', kernel: 'kernel', initrd: 'kernel', root: 'kernel' }[step.role] || '';
}

function bar(label, from, to, total, kind, title, length) {
  const fill = h('span', { title: title || `${label}: ${span(from)} to ${span(to)}` });
  fill.style.left = `${Math.min(99.5, (100 * from) / total)}%`;
  fill.style.width = `${Math.max(0, (100 * (to - from)) / total)}%`;
  return h('div', { class: `row ${kind}` }, h('span', { class: 'label', title: title || label }, label),
    h('span', { class: 'track' }, fill), h('span', { class: 'len num' }, length || span(to - from)));
}

function fileBar(step, total) {
  const rate = step.duration > 0 && step.bytes > 1e5 ? `, ${size(step.bytes / step.duration)}/s` : '';
  const times = step.count > 1 ? ` ×${step.count}` : '';
  const title = `${step.path}: ${size(step.bytes)} by ${step.protocol} in ${span(step.duration)}${rate}${step.outcome === 'complete' ? '' : `, ${step.outcome}`}`;
  return bar(`${file(step.path)}${times} · ${size(step.bytes)}`, Math.max(0, step.since - step.duration), step.since, total,
    `file ${step.outcome}`, title, span(step.duration));
}

function words(step) {
  const parts = {
    requested: () => `${step.client} client, ${step.firmware}, architecture ${step.architecture}${step.vendorClass ? `, ${step.vendorClass}` : ''}`,
    leased: () => `${step.address}${step.bootFile ? `, boot file ${step.bootFile}` : ''}`,
    fetched: () => `${step.role} ${step.path}, ${size(step.bytes)} by ${step.protocol} in ${span(step.duration)}${step.outcome === 'complete' ? '' : ` (${step.outcome})`}`,
    refused: () => `${step.service}: ${step.reason}. ${step.detail}`,
    'kernel-started': () => `${step.image}, kernel uptime ${span(step.uptime)}`,
    complete: () => `${step.image}, kernel uptime ${span(step.uptime)}`,
    failed: () => `at stage ${step.stage}: ${step.reason}`,
  }[step.step];
  return (parts ? parts() : step.reason || '') + (step.count > 1 ? ` (${step.count} times, last at ${clock(step.last)})` : '');
}

function steps(boot) {
  return h('details', { open: stepsShown, ontoggle: (event) => { stepsShown = event.target.open; } },
    h('summary', { 'data-key': `s-${boot.id}` }, `${boot.steps.length} steps`),
    h('ol', { class: 'steps' }, ...boot.steps.map((step) => h('li', {},
      h('span', { class: 'num dim' }, `+${span(step.since)}`), h('b', {}, step.step), h('span', {}, words(step))))));
}

// ---- machines nobody has added yet

function renderDiscovered() {
  $('unknown').hidden = discovered.length === 0;
  $('unknown-count').textContent = discovered.length;
  $('unknown-rows').replaceChildren(...discovered.slice(0, SHOWN).map((one) => h('tr', {},
    h('td', { class: 'mono' }, one.mac), h('td', {}, one.rack), h('td', {}, one.firmware),
    h('td', { class: 'num' }, h('time', { datetime: one.last }, ago(one.last))), h('td', {}, addForm(one)))));
}

function addForm(one) {
  const draft = drafts.get(one.machine) || { name: '', profile: profiles.length === 1 ? profiles[0].name : '', wrong: '' };
  drafts.set(one.machine, draft);
  const choice = h('select', { 'aria-label': `Profile of ${one.mac}`, onchange: (event) => { draft.profile = event.target.value; } },
    h('option', { value: '' }, 'no profile yet'),
    ...profiles.map((profile) => h('option', { value: profile.name, selected: profile.name === draft.profile }, profile.name)));
  const name = h('input', {
    placeholder: 'host name (optional)', 'aria-label': `Host name of ${one.mac}`, value: draft.name, autocomplete: 'off',
    oninput: (event) => { draft.name = event.target.value; },
  });
  return h('form', { class: 'add', onsubmit: (event) => { event.preventDefault(); add(one, draft); } },
    name, choice, h('button', { class: 'main' }, 'Add'), draft.wrong && h('span', { class: 'wrong', role: 'alert' }, draft.wrong));
}

async function add(one, draft) {
  const machine = { rack: one.rack };
  if (one.uuid) machine.uuid = one.uuid;
  if (draft.name.trim()) machine.hostName = draft.name.trim();
  if (draft.profile) machine.profile = draft.profile;
  const answer = await fetch(`/machines/${one.machine}`, {
    method: 'PUT', headers: { 'Content-Type': 'application/json', 'If-None-Match': '*' }, body: JSON.stringify(machine),
  }).catch(() => null);
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
}

async function load() {
  const list = await all('/boots', 'boots');
  boots.clear();
  list.forEach((boot) => boots.set(boot.machine, boot));
  await loadDocuments();
  if (open) await loadBoots();
}

const timers = new Map();
function soon(name, task, delay) {
  if (timers.has(name)) return;
  timers.set(name, setTimeout(() => {
    timers.delete(name);
    Promise.resolve(task()).catch((error) => link('lost', error.message));
  }, delay));
}

function link(kind, word) {
  $('link').dataset.state = kind;
  $('link').textContent = word;
}

function listen() {
  const live = new EventSource('/boots/live');
  live.onopen = () => { link('live', 'live'); soon('load', load, 100); };
  live.onerror = () => link('lost', 'connection lost, trying again');
  live.addEventListener('history-gap', () => soon('load', load, 100));
  live.addEventListener('boot', (event) => {
    const boot = JSON.parse(event.data);
    boots.set(boot.machine, boot);
    const at = openBoots.findIndex((one) => one.id === boot.id);
    if (at >= 0) openBoots[at] = boot;
    else if (open && machines.get(open)?.macs.includes(boot.machine)) soon('boots', loadBoots, 50);
    soon('render', render, 60);
  });
  const facts = new EventSource('/events');
  for (const name of ['machine-changed', 'machine-discovered']) {
    facts.addEventListener(name, () => soon('documents', loadDocuments, 300));
  }
}

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
setInterval(() => {
  const boot = open && machines.has(open) && bootOf(machines.get(open));
  if (boot && boot.outcome === 'running') render();
}, 1000);
setInterval(() => { if (!document.activeElement?.closest('#rows')) render(); }, 30000);

if (location.hash) open = location.hash.slice(1).toLowerCase().replace(/[:-]/g, '');
document.body.classList.add('js');
load().then(listen, (error) => { link('lost', error.message); setTimeout(() => location.reload(), 5000); });
