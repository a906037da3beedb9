/**
 * What a writer of reviewers imports as `docket/reviewer`. This file alone re-exports, so that everything else may be moved without
 * breaking a published plugin.
 *
 * @example
 * ```ts
 * import { defineReviewer, type Check, type Plugin } from 'docket/reviewer';
 * ```
 */
export type { AnalyserMatch, AnalyserResult, AnalyserRules, SourceFile } from '../analysers/analyser.ts';
export type { Content } from '../forge/forge.ts';
export type { ChangedFile, ChangeSet, DiffLine, Hunk } from '../schemas/change-set.ts';
export type { RuleFamily } from '../schemas/judged.ts';
export type { Location, Side } from '../schemas/location.ts';
export { defineReviewer } from './define-reviewer.ts';
export type { Plugin, PluginContext } from './plugin.ts';
export type { Brief, Check, CheckContext, Judges, Report, Reviewer, Rule } from './reviewer.ts';
