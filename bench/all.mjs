// Runs all parts, one after the other and each in a process of its own, and holds the figures against their bounds.
import { writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { table } from './figures.mjs';
import { told } from './process.mjs';
import { here } from './sources.mjs';

const PARTS = ['lint-cost', 'growth', 'oxlint', 'runtime'];

const parts = {};
for (const part of PARTS) {
  console.log(`\n${part}`);
  parts[part] = await told(`${here}${part}.mjs`);
  console.log(table(parts[part]));
}

const bounded = Object.values(parts)
  .flat()
  .filter(({ atMost, atLeast }) => atMost !== undefined || atLeast !== undefined);
const machine = { node: process.version, platform: platform(), arch: arch(), cpu: cpus()[0]?.model, cpus: cpus().length };
writeFileSync(`${here}results.json`, `${JSON.stringify({ machine, parts }, undefined, 2)}\n`);

console.log(`\nfigures with a bound\n${table(bounded)}`);
process.exitCode = bounded.every(({ holds }) => holds) ? 0 : 1;
