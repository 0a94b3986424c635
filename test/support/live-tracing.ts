import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';
import type * as Runtime from '../../runtime/src/index';
import { lambdaEnvironment } from './lambda-process';
import type { SegmentDocument } from './xray-daemon';

/** What one operation has sent. */
export interface Sent {
  /** The datagram's length: X-Ray takes 64 KB. */
  readonly bytes: number;
  readonly document: SegmentDocument;
  /** The metrics that it wrote to standard output. */
  readonly metrics: readonly string[];
  /** Whatever it, or anything below it, logged. */
  readonly logged: readonly string[];
}

export interface LiveTracing {
  readonly runtime: typeof Runtime;
  /** Runs an operation that opens and closes one subsegment, and waits for its document. */
  send(operation: () => Promise<unknown>): Promise<Sent>;
  stop(): Promise<void>;
}

/**
 * The runtime as it is under Lambda, in this process: its documents go over UDP to a socket in the daemon's
 * place. The X-Ray SDK reads its environment when it is loaded, so this comes before any import of the runtime.
 */
export async function startLiveTracing(): Promise<LiveTracing> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { address, port } = socket.address() as AddressInfo;
  for (const [name, value] of Object.entries(lambdaEnvironment())) {
    vi.stubEnv(name, value);
  }
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `${address}:${port}`);
  const runtime = await import('../../runtime/src/index');
  return {
    runtime,
    async send(operation) {
      const output = captureOutput();
      const arrival = once(socket, 'message', { signal: AbortSignal.timeout(5_000) });
      try {
        await operation();
        const [datagram] = (await arrival) as [Buffer];
        const document = JSON.parse(datagram.toString('utf8').split('\n', 2)[1] ?? '') as SegmentDocument;
        return { bytes: datagram.length, document, ...output.read() };
      } finally {
        output.restore();
      }
    },
    async stop() {
      vi.unstubAllEnvs();
      await new Promise<void>((done) => {
        socket.close(() => done());
      });
    },
  };
}

function captureOutput() {
  const metrics: string[] = [];
  const logged: string[] = [];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      (String(text).startsWith('{"_aws"') ? metrics : logged).push(String(text));
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      logged.push(String(text));
      return true;
    }),
    ...(['debug', 'info', 'log', 'warn', 'error', 'trace'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...given: unknown[]) => {
        logged.push(given.map(String).join(' '));
      }),
    ),
  ];
  return {
    read: () => ({ metrics, logged }),
    restore() {
      for (const spy of spies) {
        spy.mockRestore();
      }
    },
  };
}
