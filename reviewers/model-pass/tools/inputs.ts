import { z } from 'zod';
import { Side } from '../../../schemas/location.ts';

// The same words in every tool: they are part of each prompt.
export const PathInput = z
  .string()
  .max(10_000)
  .describe('Path from the root of the repository, for example src/main.ts.');
export const FolderInput = z
  .string()
  .max(10_000)
  .optional()
  .describe('Only in this folder or file. Default: everywhere.');
export const SideInput = Side.default('new').describe('new: the files at head (default). old: the files at the base.');
export const LineInput = z.int().min(1).max(100_000_000);
