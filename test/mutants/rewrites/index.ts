import type { Rewrite } from '../variants';
import { closing } from './closing';
import { functions } from './functions';
import { helpers } from './helpers';
import { names } from './names';
import { objects } from './objects';
import { statements } from './statements';

export const rewrites: readonly Rewrite[] = [...statements, ...objects, ...helpers, ...functions, ...names, ...closing];
