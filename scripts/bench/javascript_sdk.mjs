/**
 * What the JavaScript SDK costs: CPU per call beside bare fetch + json, and import time.
 *
 *     node scripts/bench/javascript_sdk.mjs [--calls 400] [--rounds 15]
 *
 * A stub in a process of its own answers one page of 20 projects. The peers take turns, round after round, so that a
 * noisy moment hits all alike; a figure is the median over the rounds of this process' user + system time per call.
 * Import time is the best of several fresh processes, without what an empty one takes. Prints JSON.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '400' }, rounds: { type: 'string', default: '15' }, stub: { type: 'boolean' } },
});
const IMPORTS = 15;

function project(number) {
  const created_at = '2024-01-15T10:30:00Z';
  const deployments = { total: 15, latest: { id: 'deploy_789', status: 'success', created_at }, live_id: 'deploy_789', hold: null };
  const team = { id: 'team_456', name: 'My Team' };
  const id = `proj_${String(number).padStart(26, '0')}`;
  const words = { name: 'My Website', slug: 'my-website', description: 'Personal portfolio website', template: 'blank' };
  return { id, ...words, status: 'active', visibility: 'private', url: 'https://my-website.your-app.com', created_at, updated_at: created_at, team, deployments };
}

function stub() {
  const data = Array.from({ length: 20 }, (_, number) => project(number));
  const body = JSON.stringify({ data, pagination: { page: 1, limit: 20, total: 20, pages: 1 } });
  const head = ['HTTP/1.1 200 OK', 'content-type: application/json', `content-length: ${Buffer.byteLength(body)}`, 'x-request-id: req_1'];
  const answer = Buffer.from([...head, '', body].join('\r\n'));
  const server = createServer((socket) => {
    socket.on('data', (data) => data.toString('latin1').endsWith('\r\n\r\n') && socket.write(answer)).on('error', () => {});
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
}

function read(projects) {
  let total = 0;
  for (const { id, name, slug, url, status, created_at, updated_at, team, deployments } of projects) {
    total += id.length + name.length + slug.length + url.length + status.length + created_at.length + updated_at.length;
    total += team.id.length + team.name.length + deployments.total + deployments.latest.status.length;
  }
  return total;
}

async function cpu(call, calls) {
  const started = process.cpuUsage();
  for (let n = 0; n < calls; n++) await call();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / calls;
}

const median = (numbers) => numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

function importTime(code) {
  const program = `const s = process.cpuUsage(); ${code}; const c = process.cpuUsage(s); console.log((c.user + c.system) / 1000)`;
  const runs = Array.from({ length: IMPORTS }, () => spawnSync(process.execPath, ['--input-type=module', '-e', program]));
  return Math.min(...runs.map((run) => Number(run.stdout)));
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const bundle = join(folder, 'sdk.mjs');
  const { buildSync } = await import('esbuild');
  buildSync({ entryPoints: [join(root, 'generated_clients/javascript/src/index.ts')], bundle: true, format: 'esm', outfile: bundle });
  const server = spawn(process.execPath, [fileURLToPath(import.meta.url), '--stub'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const port = Number(await new Promise((resolve) => server.stdout.once('data', resolve)));
    const baseURL = `http://127.0.0.1:${port}/v1`;
    const { default: Client } = await import(pathToFileURL(bundle).href);
    const client = new Client({ apiKey: 'key', baseURL });
    const headers = { Authorization: 'Bearer key', Accept: 'application/json' };
    const peers = {
      fetch: async () => read((await (await fetch(`${baseURL}/projects?limit=20`, { headers })).json()).data),
      sdk: async () => read((await client.projects.list({ limit: 20 })).data),
    };
    const taken = { fetch: [], sdk: [] };
    const [calls, rounds] = [Number(values.calls), Number(values.rounds)];
    for (const call of Object.values(peers)) await cpu(call, calls);
    for (let round = 0; round < rounds; round++) {
      for (const [name, call] of Object.entries(peers)) taken[name].push(await cpu(call, calls));
    }
    const [bare, sdk] = [median(taken.fetch), median(taken.sdk)];
    const loading = importTime(`await import(${JSON.stringify(pathToFileURL(bundle).href)})`);
    const firstFetch = importTime(`await fetch('http://127.0.0.1:${port}/', { headers: {} }).then((it) => it.text())`);
    console.log(JSON.stringify({ fetch_us: bare, sdk_us: sdk, times: sdk / bare, import_ms: loading, first_fetch_ms: firstFetch }));
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

await (values.stub ? stub() : main());
