import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { type BlockStep, blockSteps } from './block-steps.ts';
import { templateSlip } from './template-slip.ts';

/** Names that close one another. */
const ALIKE: Readonly<Record<string, string>> = { cannot: 'can', canany: 'can', pushOnce: 'push', forelse: 'empty' };

/** The first block of a template that does not close as it opened: behind it nothing is sure. */
export function unbalancedBlocks(page: Page): SideHazard[] {
  const steps = blockSteps(page);
  const told = (step: BlockStep, say: string): SideHazard[] => [
    templateSlip('unbalanced-template', { line: pageLine(page.text, step.start), what: step.written, say }),
  ];
  const open: { readonly step: BlockStep; hasElse: boolean }[] = [];
  for (const step of steps ?? []) {
    if (step.kind === 'open') open.push({ step, hasElse: false });
    else if (step.kind === 'middle') {
      const last = open.at(-1);
      if (last === undefined || step.name !== 'else') continue;
      if (last.hasElse && /^(?:if|unless|each|with)$/.test(last.step.name))
        return told(step, 'The block has an `else` already.');
      last.hasElse = true;
    } else {
      const last = open.pop();
      if (last === undefined) return told(step, 'Nothing is open here that it closes.');
      if (step.name !== '' && !isPair(last.step.name, step.name)) {
        const behind = open.some((one) => isPair(one.step.name, step.name));
        return behind
          ? told(last.step, 'It has no end.')
          : told(step, `What is open here is \`${last.step.written.replaceAll(/\s+/g, ' ').slice(0, 60)}\`.`);
      }
    }
  }
  const last = open.at(-1);
  return last === undefined ? [] : told(last.step, 'It has no end.');
}

const isPair = (open: string, close: string): boolean =>
  open === close ||
  ALIKE[open] === close ||
  (open === 'empty' && close === 'forelse') ||
  (open === 'forelse' && close === 'empty');
