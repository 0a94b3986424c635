import type { Rewrite } from '../variants';
import { objects } from './objects';
import { statements } from './statements';

export const rewrites: readonly Rewrite[] = [...statements, ...objects];
