import type { Rewrite } from '../variants';

export const rewrites: readonly Rewrite[] = [];
