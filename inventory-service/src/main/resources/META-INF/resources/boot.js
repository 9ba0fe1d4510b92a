// One boot, drawn: its figures, its timeline, its steps.

import { h, span, size, clock } from './dom.js';
import { shownUntil } from './standing.js';

export const WORDS = { running: 'booting', complete: 'up', failed: 'failed', stalled: 'stalled', none: 'no boot seen' };
const STAGES = ['requested', 'leased', 'loader', 'script', 'kernel', 'started', 'complete'];
const LABELS = {
  leased: 'Address', loader: 'Loader', script: 'Boot script', kernel: 'Kernel and initrd',
  started: 'Kernel start', complete: 'System',
};

export const outcome = (boot) => (boot ? boot.outcome : 'none');
const file = (path) => path.split('/').pop() || path;

export function badge(kind, word) {
  return h('span', { class: 'state', 'data-state': kind }, word || WORDS[kind]);
}

export function progress(boot) {
  const reached = boot ? STAGES.indexOf(boot.stage) : -1;
  return h('span', { class: 'stages', 'data-state': outcome(boot), title: boot ? `stage ${boot.stage}` : 'no boot seen' },
    ...STAGES.map((_, i) => h('i', { class: i <= reached ? 'done' : '' })));
}

export function figures(boot) {
  const pairs = [['Firmware', boot.firmware], ['Began', new Date(boot.start).toLocaleString()], ['Address', boot.address],
    ['Image', boot.image], ['Kernel uptime', boot.uptime !== undefined && span(boot.uptime)],
    ['In all', boot.duration !== undefined && span(boot.duration)]];
  return h('dl', { class: 'facts' }, ...pairs.filter(([, value]) => value)
    .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', { class: 'num' }, value))));
}

function end(boot) {
  if (boot.duration !== undefined) return boot.duration;
  const last = (Date.parse(boot.last) - Date.parse(boot.start)) / 1000;
  return boot.outcome === 'running' ? Math.max(last, (shownUntil() - Date.parse(boot.start)) / 1000) : last;
}

export function timeline(boot) {
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

let stepsShown = false;

export function steps(boot) {
  return h('details', { open: stepsShown, ontoggle: (event) => { stepsShown = event.target.open; } },
    h('summary', { 'data-key': `s-${boot.id}` }, `${boot.steps.length} steps`),
    h('ol', { class: 'steps' }, ...boot.steps.map((step) => h('li', {},
      h('span', { class: 'num dim' }, `+${span(step.since)}`), h('b', {}, step.step), h('span', {}, words(step))))));
}
