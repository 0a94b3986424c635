import type { Mutation } from '../variants';
import { answers } from './answers';
import { callbacks } from './callbacks';
import { closing } from './closing';
import { conditional } from './conditional';
import { contract } from './contract';
import { displaced } from './displaced';
import { dropped } from './dropped';
import { names } from './names';
import { openers } from './openers';
import { sharing } from './sharing';
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
  ...openers,
  ...answers,
  ...sharing,
  ...contract,
];
