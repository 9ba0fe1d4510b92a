// Images and their builds, drawn.

import { $, h, span, size, ago } from './dom.js';
import { badge } from './boot.js';

let images = null;
let builds = [];
/** Images a fact told of that are not in the list yet, with how often they are still looked for. */
const expected = new Map();

const key = (image) => `${image.name}.${image.version}`;
const total = (image) => image.artifacts.reduce((sum, artifact) => sum + artifact.size, 0);

/** A fact told that this image is published: the document may come a moment later. */
export const expect = (fact) => expected.set(`${fact.data.image}.${fact.data.version}`, 10);

/**
 * Loads images and builds.
 *
 * @param profiles all profiles, to tell which image is used by which
 * @returns whether all images told of are there
 */
export async function load(get, all, profiles) {
  const [list, answer] = await Promise.all([all('/images', 'images'), get('/builds')]);
  images = list;
  builds = answer.builds;
  list.forEach((image) => expected.delete(key(image)));
  expected.forEach((times, name) => { if (times > 0) expected.set(name, times - 1); else expected.delete(name); });
  render(profiles);
  return expected.size === 0;
}

/** Loads builds alone: they go on once a second. */
export async function loadBuilds(get, profiles) {
  builds = (await get('/builds')).builds;
  render(profiles);
}

export function render(profiles) {
  if (!images) return; // what the service rendered stands until they are loaded
  const newest = new Map();
  images.forEach((image) => {
    const other = newest.get(image.name);
    if (!other || Date.parse(image.created) > Date.parse(other.created)) newest.set(image.name, image);
  });
  const published = new Set(images.map(key));
  const shown = builds.filter((build) => build.state !== 'finished' || !published.has(`${build.image}.${build.version}`));
  $('images-section').hidden = images.length + shown.length === 0;
  $('image-rows').replaceChildren(...shown.map(buildRow), ...[...images]
    .sort((a, b) => Date.parse(b.created) - Date.parse(a.created))
    .map((image) => imageRow(image, profiles.filter((profile) => profile.image === key(image)
      || (profile.image === image.name && newest.get(image.name) === image)))));
}

function imageRow(image, users) {
  return h('tr', { class: 'image' },
    h('td', { class: 'is' }, badge('complete', 'published')),
    h('td', { class: 'name' }, key(image)),
    h('td', { class: 'root' }, image.rootMode),
    h('td', { class: 'kernel mono' }, image.kernelRelease),
    h('td', { class: 'size num' }, size(total(image))),
    h('td', { class: 'when num' }, h('time', { datetime: image.created }, ago(image.created))),
    h('td', { class: 'users' }, users.map((profile) => profile.name).join(', ') || h('span', { class: 'dim' }, 'no profile')));
}

function buildRow(build) {
  const kinds = { running: ['running', `building: ${build.percent} %`], failed: ['failed', 'build failed'], finished: ['running', 'built'] };
  const [kind, word] = kinds[build.state];
  return h('tr', { class: 'image' }, h('td', { class: 'is' }, badge(kind, word)),
    h('td', { class: 'name' }, `${build.image}.${build.version}`), h('td', { class: 'how', colspan: 3 }, how(build)),
    h('td', { class: 'when num' }, h('time', { datetime: build.last }, ago(build.last))), h('td', { class: 'users' }));
}

function how(build) {
  if (build.state === 'failed') return h('span', { class: 'wrong' }, `${build.reason}: ${build.detail}`);
  if (build.state === 'finished') return `built in ${span(build.duration)}, not published yet`;
  const rate = build.bytesPerSecond > 0 ? `, ${size(build.bytesPerSecond)}/s` : '';
  return h('span', { class: 'build' }, h('progress', { max: 100, value: build.percent, 'aria-label': `Build of ${build.image}` }),
    `${build.stage || 'begins'}${rate}`);
}
