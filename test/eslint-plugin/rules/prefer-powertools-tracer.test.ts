import { preferPowertoolsTracer } from '../../../eslint-plugin/src/rules/prefer-powertools-tracer';
import { testRule } from '../../support/rule-tester';

testRule('prefer-powertools-tracer', preferPowertoolsTracer, {
  valid: [
    { name: 'Powertools', code: "import { Tracer } from '@aws-lambda-powertools/tracer';" },
    { name: 'a type import', code: "import type { Subsegment } from 'aws-xray-sdk-core';" },
    { name: 'a specifier that is a type', code: "import { type Subsegment } from 'aws-xray-sdk-core';" },
    { name: 'a type export', code: "export type { Segment } from 'aws-xray-sdk-core';" },
    { name: 'another module', code: "const express = require('aws-xray-sdk-express');" },
  ],
  invalid: [
    {
      name: 'a default import',
      code: "import AWSXRay from 'aws-xray-sdk-core';",
      errors: [
        {
          messageId: 'rawSdk',
          data: { module: 'aws-xray-sdk-core' },
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 41,
        },
      ],
    },
    {
      name: 'a named function without a receiver',
      code: "import { captureHTTPsGlobal } from 'aws-xray-sdk-core';",
      errors: [{ messageId: 'rawSdk', line: 1, column: 1 }],
    },
    {
      name: 'a value beside a type',
      code: "import { type Subsegment, getSegment } from 'aws-xray-sdk-core';",
      errors: [{ messageId: 'rawSdk', line: 1, column: 1 }],
    },
    {
      name: 'require in a function, bound to a name that says nothing',
      code: "function load() {\n  return require('aws-xray-sdk').captureAWS(require('aws-sdk'));\n}",
      errors: [{ messageId: 'rawSdk', data: { module: 'aws-xray-sdk' }, line: 2, column: 10 }],
    },
    {
      name: 'a dynamic import',
      code: "const load = () => import('aws-xray-sdk-core');",
      errors: [{ messageId: 'rawSdk', line: 1, column: 20 }],
    },
    {
      name: 'import = require',
      code: "import xray = require('aws-xray-sdk');",
      errors: [{ messageId: 'rawSdk', line: 1, column: 1 }],
    },
    {
      name: 'a re-export',
      code: "export { captureAWSv3Client } from 'aws-xray-sdk-core';",
      errors: [{ messageId: 'rawSdk', line: 1, column: 1 }],
    },
    {
      name: 'the client of the raw SDK, in a file without a tracer',
      code: `
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import AWSXRay from 'aws-xray-sdk-core';
import { table } from './table';

export const client = AWSXRay.captureAWSv3Client(new DynamoDBClient({}));
export const name = table;`,
      errors: [
        {
          messageId: 'rawSdk',
          data: { module: 'aws-xray-sdk-core' },
          line: 3,
          column: 1,
          endLine: 3,
          endColumn: 41,
          suggestions: [
            {
              messageId: 'powertoolsCapture',
              data: { tracer: 'tracer' },
              output: `
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { table } from './table';

const tracer = new Tracer();

export const client = tracer.captureAWSv3Client(new DynamoDBClient({}));
export const name = table;`,
            },
          ],
        },
      ],
    },
    {
      name: 'a tracer that is there already',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import AWSXRay from 'aws-xray-sdk-core';

const powertools = new Tracer();
export const client = AWSXRay.captureAWSv3Client(new DynamoDBClient({}));
export const segment = () => powertools.getSegment();`,
      errors: [
        {
          messageId: 'rawSdk',
          data: { module: 'aws-xray-sdk-core' },
          line: 4,
          column: 1,
          endLine: 4,
          endColumn: 41,
          suggestions: [
            {
              messageId: 'powertoolsCapture',
              data: { tracer: 'powertools' },
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

const powertools = new Tracer();
export const client = powertools.captureAWSv3Client(new DynamoDBClient({}));
export const segment = () => powertools.getSegment();`,
            },
          ],
        },
      ],
    },
    {
      name: 'its class that is there already, and functions by name beside a type',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureAWSv3Client as capture, Subsegment } from 'aws-xray-sdk-core';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
export const makeTracer = (tracer: boolean) => (tracer ? new Tracer() : undefined);
export const make = (traced: boolean) => (traced ? capture(new DynamoDBClient({})) : new DynamoDBClient({}));
export const close = (subsegment: Subsegment) => subsegment.close();`,
      errors: [
        {
          messageId: 'rawSdk',
          data: { module: 'aws-xray-sdk-core' },
          line: 3,
          column: 1,
          endLine: 3,
          endColumn: 79,
          suggestions: [
            {
              messageId: 'powertoolsCapture',
              data: { tracer: 'tracer2' },
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import type { Subsegment } from 'aws-xray-sdk-core';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

const tracer2 = new Tracer();
export const makeTracer = (tracer: boolean) => (tracer ? new Tracer() : undefined);
export const make = (traced: boolean) => (traced ? tracer2.captureAWSv3Client(new DynamoDBClient({})) : new DynamoDBClient({}));
export const close = (subsegment: Subsegment) => subsegment.close();`,
            },
          ],
        },
      ],
    },
    {
      name: 'a namespace, and names that are taken',
      code: `
import * as AWSXRay from "aws-xray-sdk-core"
import { DynamoDBClient } from "@aws-sdk/client-dynamodb"
export class Tracer {}
export const make = (tracer: Tracer) => [tracer, AWSXRay.captureAWSv3Client(new DynamoDBClient({}))]`,
      errors: [
        {
          messageId: 'rawSdk',
          data: { module: 'aws-xray-sdk-core' },
          line: 2,
          column: 1,
          endLine: 2,
          endColumn: 45,
          suggestions: [
            {
              messageId: 'powertoolsCapture',
              data: { tracer: 'tracer2' },
              output: `
import { Tracer as Tracer2 } from "@aws-lambda-powertools/tracer"
import { DynamoDBClient } from "@aws-sdk/client-dynamodb"

const tracer2 = new Tracer2()
export class Tracer {}
export const make = (tracer: Tracer) => [tracer, tracer2.captureAWSv3Client(new DynamoDBClient({}))]`,
            },
          ],
        },
      ],
    },
    {
      name: 'require at the top of the file',
      code: `
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const AWSXRay = require('aws-xray-sdk');
module.exports = AWSXRay.captureAWSv3Client(new DynamoDBClient({}));`,
      errors: [
        {
          messageId: 'rawSdk',
          data: { module: 'aws-xray-sdk' },
          line: 3,
          column: 17,
          endLine: 3,
          endColumn: 40,
          suggestions: [
            {
              messageId: 'powertoolsCapture',
              data: { tracer: 'tracer' },
              output: `
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { Tracer } = require('@aws-lambda-powertools/tracer');
const tracer = new Tracer();
module.exports = tracer.captureAWSv3Client(new DynamoDBClient({}));`,
            },
          ],
        },
      ],
    },
    {
      name: 'require of a function at the top of the file',
      code: `
const { captureAWS } = require('aws-xray-sdk');
module.exports = captureAWS(require('aws-sdk'));`,
      errors: [
        {
          messageId: 'rawSdk',
          data: { module: 'aws-xray-sdk' },
          line: 2,
          column: 24,
          endLine: 2,
          endColumn: 47,
          suggestions: [
            {
              messageId: 'powertoolsCapture',
              data: { tracer: 'tracer' },
              output: `
const { Tracer } = require('@aws-lambda-powertools/tracer');
const tracer = new Tracer();
module.exports = tracer.captureAWS(require('aws-sdk'));`,
            },
          ],
        },
      ],
    },
    {
      name: 'none: something else is used of the raw SDK',
      code: `
import AWSXRay from 'aws-xray-sdk-core';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
export const client = AWSXRay.captureAWSv3Client(new DynamoDBClient({}));
export const segment = () => AWSXRay.getSegment();`,
      errors: [
        {
          messageId: 'rawSdk',
          data: { module: 'aws-xray-sdk-core' },
          line: 2,
          column: 1,
          endLine: 2,
          endColumn: 41,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a capture that is handed on',
      code: `
import { captureAWSv3Client } from 'aws-xray-sdk-core';
export const capture = (clients: never[]) => clients.map(captureAWSv3Client);`,
      errors: [
        {
          messageId: 'rawSdk',
          data: { module: 'aws-xray-sdk-core' },
          line: 2,
          column: 1,
          endLine: 2,
          endColumn: 56,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a segment is given',
      code: `
import AWSXRay, { type Segment } from 'aws-xray-sdk-core';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
export const make = (segment: Segment) => AWSXRay.captureAWSv3Client(new DynamoDBClient({}), segment);`,
      errors: [
        {
          messageId: 'rawSdk',
          data: { module: 'aws-xray-sdk-core' },
          line: 2,
          column: 1,
          endLine: 2,
          endColumn: 59,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: the tracer of the file is made later',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import AWSXRay from 'aws-xray-sdk-core';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
export const client = AWSXRay.captureAWSv3Client(new DynamoDBClient({}));
export const tracer = new Tracer();`,
      errors: [
        {
          messageId: 'rawSdk',
          data: { module: 'aws-xray-sdk-core' },
          line: 3,
          column: 1,
          endLine: 3,
          endColumn: 41,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: the raw SDK itself is exported as well',
      code: `
import AWSXRay from 'aws-xray-sdk-core';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
export const client = AWSXRay.captureAWSv3Client(new DynamoDBClient({}));
export { AWSXRay };`,
      errors: [
        {
          messageId: 'rawSdk',
          data: { module: 'aws-xray-sdk-core' },
          line: 2,
          column: 1,
          endLine: 2,
          endColumn: 41,
          suggestions: [],
        },
      ],
    },
    {
      name: 'a statement that would go on with one without a semicolon',
      code: `
import AWSXRay from 'aws-xray-sdk-core'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
[1, 2].forEach(() => AWSXRay.captureAWSv3Client(new DynamoDBClient({})))`,
      errors: [
        {
          messageId: 'rawSdk',
          data: { module: 'aws-xray-sdk-core' },
          line: 2,
          column: 1,
          endLine: 2,
          endColumn: 40,
          suggestions: [
            {
              messageId: 'powertoolsCapture',
              data: { tracer: 'tracer' },
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'

const tracer = new Tracer();
[1, 2].forEach(() => tracer.captureAWSv3Client(new DynamoDBClient({})))`,
            },
          ],
        },
      ],
    },
  ],
});
