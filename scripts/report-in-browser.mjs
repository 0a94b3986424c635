// Opens the HTML report of `fixtures/silent` from a file in headless Chromium, dark and light, wide and narrow:
// no message in the console, no request but the file, no violation of accessibility, reachable by keyboard.
// Writes screenshots to the folder that is named, or to a temporary one.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const VIEWS = [
  { name: 'light', colorScheme: 'light', width: 1100 },
  { name: 'dark', colorScheme: 'dark', width: 1100 },
  { name: 'narrow', colorScheme: 'light', width: 400 },
];

const executablePath = [process.env.CHROMIUM, ...INSTALLED].find((path) => path && existsSync(path));
if (executablePath === undefined) {
  console.error('no Chromium here: apt-get install chromium, or name one in the environment variable CHROMIUM');
  process.exit(2);
}

const folder = process.argv[2] ? resolve(process.argv[2]) : mkdtempSync(join(tmpdir(), 'silent-failure-report-'));
mkdirSync(folder, { recursive: true });
const report = join(folder, 'report.html');
const { status, stderr } = spawnSync(
  process.execPath,
  ['eslint-plugin/dist/audit/cli.js', 'fixtures/silent', '--format', 'html', '--output-file', report],
  { cwd: root, encoding: 'utf8' },
);
if (status !== 1) {
  console.error(`the audit of fixtures/silent ends with ${status}, 1 expected:\n${stderr}`);
  process.exit(2);
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
let problems = 0;
try {
  for (const view of VIEWS) {
    const found = await look(view);
    problems += found.length;
    console.log(`${found.length === 0 ? 'PASS' : 'FAIL'}  ${view.name}: ${join(folder, `${view.name}.png`)}`);
    found.forEach((problem) => console.log(`      ${problem}`));
  }
} finally {
  await browser.close();
}
process.exitCode = problems === 0 ? 0 : 1;

/** What is wrong with the page in one view. */
async function look({ name, colorScheme, width }) {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
  const found = [];
  page.on('console', (message) => found.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(report).href) {
      found.push(`request: ${request.url()}`);
    }
  });
  await page.goto(pathToFileURL(report).href);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  found.push(...(await layoutProblems(page)), ...(await keyboardProblems(page)));
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  found.push(...violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`));
  await page.close();
  return found;
}

async function layoutProblems(page) {
  const { wide, articles } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    articles: document.querySelectorAll('article').length,
  }));
  return [...(wide ? ['the page scrolls sideways'] : []), ...(articles === 0 ? ['no finding is shown'] : [])];
}

/** Tab reaches the skip link first, which leads to the findings; Enter folds a file. */
async function keyboardProblems(page) {
  const found = [];
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const focused = await page.evaluate(() => document.activeElement?.id);
  if (focused !== 'findings') {
    found.push(`the skip link leads to ${focused || 'nothing'}, not to the findings`);
  }
  await page.keyboard.press('Tab');
  const openBefore = await page.evaluate(() => document.activeElement?.closest('details')?.open);
  await page.keyboard.press('Enter');
  const openAfter = await page.evaluate(() => document.activeElement?.closest('details')?.open);
  if (openBefore !== true || openAfter !== false) {
    found.push(`Enter on the first file of the findings: open was ${openBefore}, is ${openAfter}`);
  }
  await page.keyboard.press('Enter');
  return found;
}
