import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { placeOf } from './place';
import schema from './settings-schema.json';

let validate: ValidateFunction | undefined;

/** What of a value is not of the shape of `settings-schema.json`, with the place. */
export function shapeProblems(value: unknown): string[] {
  validate ??= new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
  if (validate(value)) {
    return [];
  }
  const told = new Set<string>();
  return withoutAlternatives(validate.errors ?? []).map(problemOf).filter(({ place }) => {
    const isNew = !told.has(place);
    told.add(place);
    return isNew;
  }).map(({ place, problem }) => `${place} ${problem}`);
}

/** What is wrong with each alternative adds nothing to what the alternatives are. */
function withoutAlternatives(errors: readonly ErrorObject[]): ErrorObject[] {
  const chosen = new Set(errors.flatMap(({ keyword, instancePath }) => (keyword === 'anyOf' ? [instancePath] : [])));
  return errors.filter(({ keyword, instancePath }) => keyword === 'anyOf' || !chosen.has(instancePath));
}

interface Problem {
  readonly place: string;
  readonly problem: string;
}

function problemOf({ instancePath, keyword, message, params }: ErrorObject): Problem {
  const keys = instancePath.split('/').slice(1).map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
  const given = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case 'additionalProperties':
      return { place: placeOf([...keys, String(given['additionalProperty'])]), problem: 'is not known here' };
    case 'required':
      return { place: placeOf([...keys, String(given['missingProperty'])]), problem: 'is missing' };
    default:
      return { place: placeOf(keys), problem: demand(keyword, given) ?? message ?? 'is not valid' };
  }
}

/** What a value has to be, where the words of the validator would not tell. */
function demand(keyword: string, params: Readonly<Record<string, unknown>>): string | undefined {
  switch (keyword) {
    case 'enum':
      return `must be one of ${(params['allowedValues'] as unknown[]).map((allowed) => JSON.stringify(allowed)).join(', ')}`;
    case 'anyOf':
      return 'must be a position, from 0, or "last"';
    case 'pattern':
      return 'must be a name, or names joined by dots';
    case 'minLength':
    case 'minItems':
      return 'must not be empty';
    case 'maxLength':
      return `must not have more than ${String(params['limit'])} characters`;
    case 'uniqueItems':
      return 'must not name anything twice';
    default:
      return undefined;
  }
}
