import type { Mutation } from '../variants';
import { callbacks } from './callbacks';
import { conditional } from './conditional';
import { displaced } from './displaced';
import { dropped } from './dropped';

export const mutations: readonly Mutation[] = [...dropped, ...conditional, ...callbacks, ...displaced];
