import type { CodeFrame, Finding } from '../../result';
import { missingFor } from '../missing';
import { ruleDetails } from '../rule-details';
import { partsOf } from '../visible-text';
import { html } from './markup';
import type { Markup } from './markup';

/**
 * One finding with its code.
 *
 * @param reason why a comment lets it be, if one does
 */
export function findingArticle(finding: Finding, reason?: string): Markup {
  const { line, column, rule, function: name, outcome, message, frame } = finding;
  const place = `${line}:${column}`;
  const tellsOutcome = name !== undefined && outcome !== undefined;
  return html`<article>
<h4>${place}${name === undefined ? html`` : html` <code>${name}</code>`}${tellsOutcome ? html` ${withCode(outcome)}` : html``}</h4>
<p>${tellsOutcome ? html`Missing: ${withCode(missingFor(finding))}.` : withCode(message)}</p>
${reason === undefined ? html`` : html`<p>Reason given: ${reason}</p>`}
<p><a href="${ruleDetails(rule).url}">${rule}</a></p>
${frame ? codeOf(finding, frame) : html``}
</article>
`;
}

/** A message with the code that it quotes as code. */
export function withCode(message: string): Markup {
  return html`${partsOf(message).map(({ text, isCode }) => (isCode ? html`<code>${text}</code>` : html`${text}`))}`;
}

/** It may scroll, so the keyboard must get there; the marked lines bear a sign beside their colour. */
function codeOf({ file, line, relatedLines }: Finding, { firstLine, lines }: CodeFrame): Markup {
  const width = String(firstLine + lines.length).length;
  const rows = lines.map((text, index) => {
    const number = firstLine + index;
    const isMarked = number === line || relatedLines.includes(number);
    const sign = isMarked ? '>' : ' ';
    const gutter = html`<span class="gutter">${sign} ${String(number).padStart(width)} | </span>`;
    return html`<span class="row${isMarked ? ' marked' : ''}">${gutter}${text}</span>`;
  });
  return html`<pre tabindex="0" role="region" aria-label="${`Code of ${file}, from line ${firstLine}`}">${rows}</pre>`;
}
