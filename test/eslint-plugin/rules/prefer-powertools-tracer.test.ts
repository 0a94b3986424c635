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
  ],
});
