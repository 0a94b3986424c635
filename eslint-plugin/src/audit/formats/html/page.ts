import plugin from 'eslint-plugin-silent-failure';
import type { AuditResult, Finding, Handler } from '../../result';
import { byDirectory, counted, countStates, groupBy, STATE_NAMES, STATES, verdict } from '../../summary';
import type { StateCounts } from '../../summary';
import { findingArticle, withCode } from './finding';
import { html, Markup } from './markup';
import { STYLE } from './style';

/**
 * A report as one page that needs nothing else: no script, no network, and a policy that allows neither.
 *
 * @param directory the audited directory, as it was named
 */
export function htmlReport(directory: string, result: AuditResult): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="${plugin.meta.name} ${plugin.meta.version}">
<title>Silent failures in ${directory}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<header>
<h1>Silent failures in <code>${directory}</code></h1>
<p class="verdict">${verdict(directory, result)}</p>
</header>
<main>
${statesSection(result)}
${directoriesSection(result)}
${findingsSection(result.findings)}
${acceptedSection(result)}
${unreadSection(result)}
${handlersSection(result.handlers)}
</main>
<footer><p>Made by ${plugin.meta.name} ${plugin.meta.version}.</p></footer>
</body>
</html>
`;
  return page.text;
}

function statesSection({ handlers }: AuditResult): Markup {
  const counts = countStates(handlers);
  return html`<section aria-labelledby="states">
<h2 id="states">Handlers by state</h2>
${bar(counts, 'large')}
<div class="scroll"><table>
<caption>${counted(handlers.length, 'failure handler')}: <code>catch</code> clauses and handlers of promises</caption>
<thead><tr><th scope="col">State</th><th scope="col" class="number">Handlers</th><th scope="col">Meaning</th></tr></thead>
<tbody>
${STATE_NAMES.map(
  (state) => html`<tr><th scope="row"><span class="key ${state}" aria-hidden="true"></span>${state}</th>
<td class="number">${counts[state]}</td><td>${withCode(STATES[state])}</td></tr>
`,
)}</tbody>
</table></div>
</section>`;
}

function directoriesSection(result: AuditResult): Markup {
  const directories = byDirectory(result);
  if (directories.length === 0) {
    return html``;
  }
  return html`<section aria-labelledby="directories">
<h2 id="directories">Directories</h2>
<div class="scroll"><table>
<caption>Findings of all rules, and the handlers by state, those with most findings first</caption>
<thead><tr><th scope="col">Directory</th><th scope="col" class="number">Findings</th><th scope="col">Handlers</th></tr></thead>
<tbody>
${directories.map(
  ({ directory, findings, handlers }) => html`<tr><th scope="row"><code>${directory}</code></th>
<td class="number">${findings}</td><td>${bar(handlers)}<span class="counts">${inWords(handlers)}</span></td></tr>
`,
)}</tbody>
</table></div>
</section>`;
}

function findingsSection(findings: readonly Finding[]): Markup {
  const files = [...groupBy(findings, ({ file }) => file)];
  return html`<section aria-labelledby="findings">
<h2 id="findings" tabindex="-1">Findings</h2>
${files.length === 0 ? html`<p>Nothing was found.</p>` : html``}
${files.map(
  ([file, inFile]) => html`<details open>
<summary><h3>${file}</h3> <span class="counts">${counted(inFile.length, 'finding')}</span></summary>
${inFile.map((finding) => findingArticle(finding))}
</details>
`,
)}</section>`;
}

function acceptedSection({ accepted }: AuditResult): Markup {
  if (accepted.length === 0) {
    return html``;
  }
  return html`<section aria-labelledby="accepted">
<h2 id="accepted">Let be by a comment</h2>
<details>
<summary>${counted(accepted.length, 'finding')} that a comment in the code switches off</summary>
${accepted.map((finding) => findingArticle(finding, finding.justification || 'The comment gives no reason.'))}
</details>
</section>`;
}

function unreadSection({ unread }: AuditResult): Markup {
  if (unread.length === 0) {
    return html``;
  }
  return html`<section aria-labelledby="unread">
<h2 id="unread">${counted(unread.length, 'file')} could not be read</h2>
<ul>
${unread.map(({ file, line, message }) => html`<li><code>${file}:${line}</code> ${message}</li>\n`)}</ul>
</section>`;
}

function handlersSection(handlers: readonly Handler[]): Markup {
  if (handlers.length === 0) {
    return html``;
  }
  return html`<section aria-labelledby="handlers">
<h2 id="handlers">Every handler</h2>
<details>
<summary>${counted(handlers.length, 'failure handler')}, by place</summary>
<div class="scroll inside"><table>
<caption>Every failure handler with its state</caption>
<thead><tr><th scope="col">Place</th><th scope="col">Function</th><th scope="col">State</th></tr></thead>
<tbody>
${handlers.map(
  ({ file, line, column, function: name, state }) => html`<tr><td><code>${file}:${line}:${column}</code></td>
<td>${name}</td><td><span class="key ${state}" aria-hidden="true"></span>${state}</td></tr>
`,
)}</tbody>
</table></div>
</details>
</section>`;
}

/** The numbers stand beside it as text, so it is hidden from screen readers. */
function bar(counts: StateCounts, size = ''): Markup {
  const shown = STATE_NAMES.filter((state) => counts[state] > 0);
  return html`<div class="bar ${size}" aria-hidden="true">${shown.map(
    (state) => html`<span class="${state}" style="flex-grow: ${counts[state]}"></span>`,
  )}</div>`;
}

function inWords(counts: StateCounts): string {
  const shown = STATE_NAMES.filter((state) => counts[state] > 0);
  return shown.map((state) => `${counts[state]} ${state}`).join(', ') || 'no handlers';
}
