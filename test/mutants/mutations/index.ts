import type { Mutation } from '../variants';
import { callbacks } from './callbacks';
import { closing } from './closing';
import { conditional } from './conditional';
import { displaced } from './displaced';
import { dropped } from './dropped';
import { names } from './names';
import { swallowing } from './swallowing';
import { values } from './values';

export const mutations: readonly Mutation[] = [
  ...dropped,
  ...conditional,
  ...callbacks,
  ...displaced,
  ...values,
  ...names,
  ...closing,
  ...swallowing,
];
